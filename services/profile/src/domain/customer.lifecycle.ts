import type { Decision, PassTime } from '@rapport/decider';
import type { Customer, CustomerEvent, RegisteredCustomer } from './customer.ts';
import { registered } from './customer.standing.ts';
import type { Known } from './lifecycle-facts.ts';
import { course, type Course, type Move, type Position } from './lifecycle.ts';
import { dayOf, type LifecycleRules } from './lifecycle-rules.ts';

/** Holds the stage to what is known of the customer under all its ids. */
export interface FollowLifecycle {
  readonly type: 'FollowLifecycle';
  readonly known: Known;
  readonly rules: LifecycleRules;
  /** ISO instant until which time has passed for the customer: facts that are filed may be followed by others. */
  readonly until: string;
  readonly because: 'facts' | 'merged' | 'unmerged';
  /** ISO instant of what it is asked for. */
  readonly at: string;
}

type Decided = Decision<CustomerEvent>;

/** What was told is not taken back: where what became known since says otherwise, one more move sets the stage right. */
export function followLifecycle(command: FollowLifecycle, state: Customer): Decided {
  const customer = registered(state);
  const { customerId, stage, reviewAt: told = null } = customer;
  const since = customer.since ?? null;
  if (stage === 'erased' || customer.status === 'absorbed') return { events: [] };
  const until = since !== null && since > command.until ? since : command.until;
  const found = course(command.known, command.rules, until, startOf(command, customer));
  const moves = untold(found, { stage, since }, command);
  const next = found.reviewAt === null ? {} : { reviewAt: found.reviewAt };
  if (moves.length === 0) {
    const isNews = found.reviewAt !== null && (told === null || found.reviewAt < told);
    return { events: isNews ? [{ type: 'StageKept', data: { customerId, ...next } }] : [] };
  }
  return {
    events: moves.map(({ from, to, reason, at }) => {
      const day = PURCHASES.has(reason) && { purchasedOn: dayOf(at) };
      return { type: 'LifecycleStageMoved', data: { customerId, from, to, reason, ...day, since: at, ...next }, at };
    }),
  };
}

const PURCHASES = new Set(['firstPurchase', 'secondPurchase', 'purchase', 'nextPurchase']);

/** Of a long history that was merged and is not any more, from where it was before: what others did is none of its own. */
const startOf = ({ because }: FollowLifecycle, { own, stage, since }: RegisteredCustomer): Position =>
  because === 'unmerged' && own ? own : { stage, since: since ?? null };

function untold({ moves, stage }: Course, told: Position, { because, at }: FollowLifecycle): readonly Move[] {
  const behind = moves.filter(move => told.since === null || move.at > told.since);
  if (behind[0]?.from === told.stage) return behind;
  if (stage === told.stage) return [];
  const last = moves.at(-1);
  const since = told.since ?? '';
  if (because !== 'facts') return [{ from: told.stage, to: stage, reason: because, at: at > since ? at : since }];
  if (last !== undefined && last.at > since) return [{ ...last, from: told.stage }];
  return [{ from: told.stage, to: stage, reason: 'knownLate', at: since === '' ? at : since }];
}

/** Says when it is time to look at what is known; whether the stage moves is seen by who reads that. */
export function reviewStage({ now }: PassTime, state: Customer): Decision<CustomerEvent> {
  const { customerId, status, stage, reviewAt: dueAt = null } = registered(state);
  if (status === 'absorbed' || stage === 'erased' || dueAt === null || now < dueAt) return { events: [] };
  return { events: [{ type: 'StageReviewDue', data: { customerId, dueAt }, at: dueAt }] };
}

export const reviewDue = (state: Customer): string | null =>
  state.status === 'current' && state.stage !== 'erased' ? (state.reviewAt ?? null) : null;
