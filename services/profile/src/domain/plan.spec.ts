import { describe, expect, it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { lesson } from './lesson.ts';
import {
  opportunity,
  type MoveOpportunity,
  type OpportunityEvent,
  type RaiseOpportunity,
  type Stages,
} from './opportunity.ts';
import { planAction, type PlanActionEvent } from './plan-action.ts';

const stage = (code: string, probability: number, closed = false) => ({ code, probability, closed });
const catalogue: Stages = {
  stages: [stage('identified', 10), stage('proposed', 50), stage('won', 100, true), stage('lost', 0, true)],
};

describe('an opportunity', () => {
  const told = specification(opportunity);
  const { opportunityId, customerId, interactionId } = profileEvents.OpportunityRaised.example;
  const facts = { opportunityId, customerId, ...(interactionId !== undefined && { interactionId }) };
  const amount = { minor: 1_200_000, currency: 'EUR' };
  const raise = (standing: Partial<RaiseOpportunity['standing']> = {}, title?: string): RaiseOpportunity => ({
    type: 'RaiseOpportunity',
    facts,
    standing: { stage: 'identified', amount, parties: [], ...standing },
    title,
    catalogue,
  });
  const move = (changes: MoveOpportunity['changes'], reason?: string): MoveOpportunity => ({
    type: 'MoveOpportunity',
    changes,
    reason,
    title: undefined,
    catalogue,
  });
  const raised: OpportunityEvent = {
    type: 'OpportunityRaised',
    data: { ...facts, stage: 'identified', probability: 10, amount, parties: [] },
  };
  const moved = (from: string, to: string, probability: number, extra: { reason?: string } = {}): OpportunityEvent => ({
    type: 'OpportunityMoved',
    data: { opportunityId, customerId, from, ...extra, stage: to, probability, amount, parties: [] },
  });

  it('is raised from a contact, as likely as its stage is, with its title beside the event', () => {
    const decision = told.given([]).when(raise({}, 'Second warehouse')).then([raised]);
    expect(decision.personal).toEqual({ title: 'Second warehouse' });
    told.given([raised]).when(raise()).thenNothing();
  });

  it('moves with the probability of the new stage, unless somebody knows better', () => {
    told
      .given([raised])
      .when(move({ stage: 'proposed' }))
      .then([moved('identified', 'proposed', 50)]);
    told
      .given([raised])
      .when(move({ stage: 'proposed', probability: 80 }))
      .then([moved('identified', 'proposed', 80)]);
    told
      .given([raised, moved('identified', 'proposed', 80)])
      .when(move({ probability: 80 }))
      .thenNothing();
  });

  it('is won or lost, certainly and for good', () => {
    const won = moved('identified', 'won', 100, { reason: 'price' });
    told
      .given([raised])
      .when(move({ stage: 'won', probability: 30 }, 'price'))
      .then([won]);
    told
      .given([raised, won])
      .when(move({ stage: 'lost' }))
      .thenRefused('opportunity-closed');
  });

  it('is refused at a stage that the catalogue does not have, and where it was never raised', () => {
    told
      .given([])
      .when(raise({ stage: 'dreamt' }))
      .thenRefused('code-unknown');
    told
      .given([])
      .when(move({ stage: 'won' }))
      .thenRefused('opportunity-unknown');
  });
});

describe('an action of the plan', () => {
  const told = specification(planAction);
  const { actionId, customerId } = profileEvents.PlanActionAdded.example;
  const facts = { actionId, customerId, ownerId: 'ana', dueOn: '2026-04-15' };
  const added: PlanActionEvent = { type: 'PlanActionAdded', data: facts };
  const overdue = { type: 'PlanActionOverdue', data: facts, at: '2026-04-16T00:00:00.000Z' } as const;
  const passed = (now: string) => ({ type: 'PassTime', now }) as const;
  const changed = (dueOn: string, ownerId = 'ana'): PlanActionEvent => ({
    type: 'PlanActionChanged',
    data: { actionId, customerId, ownerId, dueOn },
  });

  it('is added with owner and day; what is to be done lies beside the event', () => {
    const decision = told.given([]).when({ type: 'AddPlanAction', facts, what: 'Visit the plant' }).then([added]);
    expect(decision.personal).toEqual({ what: 'Visit the plant' });
    expect(planAction.nextDue?.(told.given([added]).state)).toBe('2026-04-16T00:00:00.000Z');
  });

  it('is overdue once its day has passed, and says so once for each day it was promised for', () => {
    told.given([added]).when(passed('2026-04-15T23:59:59.999Z')).thenNothing();
    told.given([added]).when(passed('2026-04-20T00:00:00.000Z')).then([overdue]);
    told.given([added, overdue]).when(passed('2026-04-21T00:00:00.000Z')).thenNothing();
    const later = told.given([added, overdue, changed('2026-05-01')]);
    expect(planAction.nextDue?.(later.state)).toBe('2026-05-02T00:00:00.000Z');
    const other = told.given([added, overdue, changed('2026-04-15', 'ben')]);
    expect(planAction.nextDue?.(other.state)).toBeNull();
  });

  it('is changed as long as it is open', () => {
    told
      .given([added])
      .when({ type: 'ChangePlanAction', dueOn: '2026-05-01' })
      .then([changed('2026-05-01')]);
    told.given([added]).when({ type: 'ChangePlanAction', ownerId: 'ana' }).thenNothing();
  });

  it('is closed once, and then neither changed nor overdue', () => {
    const closed: PlanActionEvent = { type: 'PlanActionClosed', data: { actionId, customerId, outcome: 'done' } };
    const done = { type: 'ClosePlanAction', outcome: 'done' } as const;
    told.given([added]).when(done).then([closed]);
    told.given([added, closed]).when(done).thenNothing();
    told.given([added, closed]).when({ type: 'ChangePlanAction', dueOn: '2026-05-01' }).thenRefused('action-closed');
    told.given([added, closed]).when(passed('2027-01-01T00:00:00.000Z')).thenNothing();
    told.given([]).when(done).thenRefused('action-unknown');
  });
});

it('a lesson is logged once, its text beside the event', () => {
  const { example: facts } = { example: profileEvents.LessonLogged.example };
  const log = { type: 'LogLesson', facts, text: 'Ask for the site plan first' } as const;
  const logged = { type: 'LessonLogged', data: facts } as const;
  const decision = specification(lesson).given([]).when(log).then([logged]);
  expect(decision.personal).toEqual({ text: 'Ask for the site plan first' });
  specification(lesson).given([logged]).when(log).thenNothing();
});
