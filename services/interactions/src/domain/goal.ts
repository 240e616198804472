import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type GoalEvent = Extract<InteractionsEvent, { type: 'GoalSet' | 'GoalReviewed' }>;
type GoalFacts = Extract<GoalEvent, { type: 'GoalSet' }>['data'];
type Review = Omit<Extract<GoalEvent, { type: 'GoalReviewed' }>['data'], 'goalId' | 'customerId'>;

export interface SetGoal {
  readonly type: 'SetGoal';
  readonly facts: GoalFacts;
}

export interface ReviewGoal {
  readonly type: 'ReviewGoal';
  readonly review: Review;
  /** What was said about it: personal. */
  readonly remark?: string | undefined;
}

export type Goal =
  | { readonly set: false }
  | { readonly set: true; readonly goalId: string; readonly customerId: string; readonly reviews: readonly string[] };

export const goal: Decider<Goal, SetGoal | ReviewGoal, GoalEvent> = {
  kind: 'goal',
  stateVersion: 1,
  initial: { set: false },
  evolve(state, event) {
    if (event.type === 'GoalSet') {
      const { goalId, customerId } = event.data;
      return { set: true, goalId, customerId, reviews: [] };
    }
    return state.set ? { ...state, reviews: [...state.reviews, event.data.reviewedOn] } : state;
  },
  decide: (command, state) => (command.type === 'SetGoal' ? setGoal(command, state) : reviewGoal(command, state)),
};

function setGoal({ facts }: SetGoal, state: Goal): Decision<GoalEvent> {
  if (state.set) return { events: [] };
  const { measure, target, from, until } = facts;
  if (measure !== 'volume' && target > 1) {
    throw new DomainError('goal-out-of-range', 'The goal for a share lies between 0 and 1.');
  }
  if (until !== undefined && until < from) {
    throw new DomainError('time-order', 'The goal would end before it begins.');
  }
  return { events: [{ type: 'GoalSet', data: facts }] };
}

/** Once a day at most: the same review sent again changes nothing. */
function reviewGoal({ review, remark }: ReviewGoal, state: Goal): Decision<GoalEvent> {
  if (!state.set) throw new DomainError('goal-unknown', 'No goal of this id is known.');
  const { goalId, customerId, reviews } = state;
  if (reviews.includes(review.reviewedOn)) return { events: [] };
  return {
    events: [{ type: 'GoalReviewed', data: { goalId, customerId, ...review } }],
    ...(remark !== undefined && { personal: { [`remark:${review.reviewedOn}`]: remark } }),
  };
}
