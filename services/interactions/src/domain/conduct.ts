import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { holding, inForce, type Standard } from './standard.ts';

type Observed = Extract<InteractionsEvent, { type: 'ConductObserved' }>;
type Coached = Extract<InteractionsEvent, { type: 'CoachingGiven' }>;
type Item = Observed['data']['items'][number];

/** Somebody looked how customers are served. */
export interface ObserveConduct {
  readonly type: 'ObserveConduct';
  readonly facts: Omit<Observed['data'], 'share' | 'standard' | 'version' | 'target' | 'met' | 'needsCoaching'>;
  /** Whether a talk about it is wanted, where somebody said; else where it did not meet its standard. */
  readonly coaching?: boolean | undefined;
  readonly standards: readonly Standard[];
  readonly at: string;
  readonly note?: string | undefined;
}

export interface GiveCoaching {
  readonly type: 'GiveCoaching';
  readonly facts: Omit<Coached['data'], 'observationId' | 'staffId'>;
  readonly note?: string | undefined;
}

interface Conduct {
  readonly observed: { readonly observationId: string; readonly staffId?: string; readonly team?: string } | null;
}

/** One observation, and the talks about it. */
export const conduct: Decider<Conduct, ObserveConduct | GiveCoaching, Observed | Coached> = {
  kind: 'conduct',
  stateVersion: 2,
  initial: { observed: null },
  evolve: (state, { type, data }) => {
    if (type === 'CoachingGiven') return state;
    const { observationId, staffId, team } = data;
    return {
      observed: { observationId, ...(staffId !== undefined && { staffId }), ...(team !== undefined && { team }) },
    };
  },
  decide(command, { observed }): Decision<Observed | Coached> {
    const personal = command.note === undefined ? {} : { personal: { [noteOf(command)]: command.note } };
    if (command.type === 'ObserveConduct') {
      if (observed) return { events: [] };
      return { events: [{ type: 'ConductObserved', data: judged(command) }], ...personal };
    }
    if (observed === null) throw new DomainError('observation-unknown', 'Nothing of the kind was observed.');
    const { team: _, ...about } = observed;
    return { events: [{ type: 'CoachingGiven', data: { ...command.facts, ...about } }], ...personal };
  },
};

const noteOf = ({ type }: ObserveConduct | GiveCoaching): string =>
  type === 'ObserveConduct' ? 'note' : 'coachingNote';

function judged({ facts, standards, coaching, at }: ObserveConduct): Observed['data'] {
  checkItems(facts.items);
  const share = shareOf(facts.items);
  const found = holding(inForce(standards, at), { measure: facts.kind, channel: facts.channel });
  if (found === undefined || share === undefined) {
    return { ...facts, ...(share !== undefined && { share }), needsCoaching: coaching ?? false };
  }
  const { standard, limit } = found;
  checkComplete(facts.items, standard);
  const met = share >= limit;
  const { code, version, form } = standard;
  return { ...facts, share, standard: code, version, target: form.target, met, needsCoaching: coaching ?? !met };
}

/** An item that is met counts as one point of one. Rounded to four digits. */
function shareOf(items: readonly Item[]): number | undefined {
  const points = items.reduce((sum, item) => sum + (item.points ?? (item.met === true ? 1 : 0)), 0);
  const most = items.reduce((sum, item) => sum + (item.of ?? 1), 0);
  return most === 0 ? undefined : Math.round((points / most) * 1e4) / 1e4;
}

function checkItems(items: readonly Item[]): void {
  items.forEach(({ item, met, points, of }, i) => {
    const isPoints = points !== undefined && of !== undefined && met === undefined;
    if (!isPoints && (met === undefined || points !== undefined || of !== undefined)) {
      refuse(i, `${item} needs either met, or points and of`);
    }
    if (isPoints && points > of) refuse(i, `${item} has more points than there are`);
    if (items.findIndex(other => other.item === item) !== i) refuse(i, `${item} is there twice`);
  });
}

function checkComplete(items: readonly Item[], { code, form }: Standard): void {
  const missing = (form.items ?? []).filter(wanted => !items.some(({ item }) => item === wanted));
  if (missing.length > 0) refuse(undefined, `${code} also looks at ${missing.join(', ')}`);
}

function refuse(i: number | undefined, message: string): never {
  const pointer = i === undefined ? '/items' : `/items/${i}`;
  throw new DomainError('observation-invalid', `What was observed cannot be judged: ${message}.`, [
    { pointer, message },
  ]);
}
