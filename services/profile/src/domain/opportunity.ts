import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

export type OpportunityEvent = Extract<ProfileEvent, { readonly type: 'OpportunityRaised' | 'OpportunityMoved' }>;
type Raised = Extract<OpportunityEvent, { readonly type: 'OpportunityRaised' }>['data'];

/** How an opportunity stands. Without a probability that of its stage counts. */
export type Standing = Pick<Raised, 'stage' | 'amount' | 'closeOn' | 'ownerId' | 'parties'> & {
  readonly probability?: number | undefined;
};

/** The stages in force, with how likely business is at each; a closed one is won or lost. */
export interface Stages {
  readonly stages: readonly { readonly code: string; readonly probability: number; readonly closed: boolean }[];
}

export interface RaiseOpportunity {
  readonly type: 'RaiseOpportunity';
  readonly facts: Pick<Raised, 'opportunityId' | 'customerId' | 'interactionId'>;
  readonly standing: Standing;
  readonly title: string | undefined;
  readonly catalogue: Stages;
}

export interface MoveOpportunity {
  readonly type: 'MoveOpportunity';
  readonly changes: Partial<Standing>;
  readonly reason: string | undefined;
  readonly title: string | undefined;
  readonly catalogue: Stages;
}

type Opportunity = (Pick<Raised, 'opportunityId' | 'customerId'> & Omit<Raised, 'interactionId'>) | null;

const titled = (title: string | undefined) => title !== undefined && { personal: { title } };

function raise(
  { facts, standing, title, catalogue }: RaiseOpportunity,
  state: Opportunity,
): Decision<OpportunityEvent> {
  if (state) return { events: [] };
  return {
    events: [{ type: 'OpportunityRaised', data: { ...facts, ...standingAt(standing, catalogue) } }],
    ...titled(title),
  };
}

function move({ changes, reason, title, catalogue }: MoveOpportunity, state: Opportunity): Decision<OpportunityEvent> {
  if (!state) throw new DomainError('opportunity-unknown', 'There is no opportunity of this id.');
  const { opportunityId, customerId, stage: from, ...before } = state;
  if (catalogue.stages.find(({ code }) => code === from)?.closed === true) {
    throw new DomainError('opportunity-closed', 'It is decided: what comes of it now is another opportunity.');
  }
  const stage = changes.stage ?? from;
  // A move to another stage brings that stage's probability with it, unless somebody knows better.
  const kept = stage === from ? { probability: before.probability } : { probability: undefined };
  const standing = standingAt({ ...before, ...kept, ...changes, stage }, catalogue);
  const why = reason !== undefined && { reason };
  const same = JSON.stringify(standingAt({ ...before, stage: from }, catalogue)) === JSON.stringify(standing);
  if (same && title === undefined) return { events: [] };
  return {
    events: [{ type: 'OpportunityMoved', data: { opportunityId, customerId, from, ...why, ...standing } }],
    ...titled(title),
  };
}

/** One chance of business with a customer. Won and lost are stages that nothing follows. */
export const opportunity: Decider<Opportunity, RaiseOpportunity | MoveOpportunity, OpportunityEvent> = {
  kind: 'opportunity',
  stateVersion: 1,
  initial: null,
  decide: (command, state) => (command.type === 'RaiseOpportunity' ? raise(command, state) : move(command, state)),
  evolve(_before, { data }) {
    const { opportunityId, customerId, stage, probability, amount, closeOn, ownerId, parties } = data;
    return { opportunityId, customerId, ...defined({ stage, probability, amount, closeOn, ownerId, parties }) };
  },
};

function standingAt({ stage, probability, amount, closeOn, ownerId, parties }: Standing, { stages }: Stages) {
  const known = stages.find(({ code }) => code === stage);
  if (!known) {
    throw new DomainError('code-unknown', `The catalogue has no stage ${stage}.`, [
      { pointer: '/stage', message: 'is not in the catalogue' },
    ]);
  }
  const likely = known.closed ? known.probability : (probability ?? known.probability);
  return defined({ stage, probability: likely, amount, closeOn, ownerId, parties });
}

type Held = Pick<Raised, 'stage' | 'probability' | 'parties'> & {
  readonly [Key in 'amount' | 'closeOn' | 'ownerId']: Raised[Key] | undefined;
};

const defined = ({ stage, probability, amount, closeOn, ownerId, parties }: Held) => ({
  stage,
  probability,
  ...(amount !== undefined && { amount }),
  ...(closeOn !== undefined && { closeOn }),
  ...(ownerId !== undefined && { ownerId }),
  parties,
});
