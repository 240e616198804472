import {
  analyticsEvents,
  interactionsEvents,
  profileEvents,
  type EventOfType,
  type RecordedEvent,
} from '@rapport/contracts';
import { definePolicy, ignoring, type Wish } from '@rapport/messaging';
import type { FollowLifecycle } from '../domain/customer.lifecycle.ts';
import { lifecycleOf, type LifecycleFacts, type LifecycleOf } from './lifecycle-known.ts';

type About = Pick<RecordedEvent, 'occurredAt' | 'recordedAt'>;

const isTurn = ({ band, fromBand }: EventOfType<'RetentionRiskMoved'>['data']): boolean =>
  (band === 'high') !== (fromBand === 'high');

/** What is known, for as long as it is known: whoever tells of the past may be about to tell what came next. */
function follow(
  facts: LifecycleFacts | undefined,
  { rules }: LifecycleOf,
  { occurredAt }: About,
  because: FollowLifecycle['because'] = 'facts',
  until = occurredAt,
): Wish[] {
  if (!facts) return [];
  const { current: id, known } = facts;
  const last = [known.heard.at(-1) ?? '', known.risks?.at(-1)?.at ?? '', until].reduce((a, b) => (a > b ? a : b));
  const command = {
    type: 'FollowLifecycle',
    known,
    rules,
    until: last,
    because,
    at: occurredAt,
  } satisfies FollowLifecycle;
  return [{ decider: 'customer', id, subject: id, command }];
}

/**
 * Purchases move a customer's lifecycle stage, a risk of losing it that turns high, and silence, for which each customer has a
 * clock of its own. A contact moves nothing by itself: the stage is looked at where silence has moved it, where the rhythm lets
 * silence begin before the clock, and where what is told late may have changed the past. Things of the past move it too: that
 * sets nobody to work.
 */
export const followLifecycleStage = definePolicy({
  name: 'follow-lifecycle',
  from: ['interactions', 'profile', 'analytics'],
  workOnImported: true,
  begin: lifecycleOf,
  on: {
    ...ignoring(interactionsEvents),
    ...ignoring(profileEvents),
    ...ignoring(analyticsEvents),
    PurchaseMade: (event, all: LifecycleOf) => follow(all.of(event.data.customerId), all, event),
    PurchaseRefunded: (event, all: LifecycleOf) =>
      event.data.whole ? follow(all.of(event.data.customerId), all, event) : [],
    InteractionRecorded: (event, all: LifecycleOf) =>
      event.data.direction === 'inbound' ? follow(all.of(event.data.customerId), all, event) : [],
    RetentionRiskMoved: (event, all: LifecycleOf) =>
      isTurn(event.data) ? follow(all.of(event.data.customerId), all, event) : [],
    // What was heard of it while the move was under way.
    LifecycleStageMoved: (event, all: LifecycleOf) => follow(all.of(event.data.customerId), all, event),
    StageReviewDue: (event, all: LifecycleOf) =>
      follow(all.of(event.data.customerId), all, event, 'facts', event.recordedAt),
    CustomersMerged: (event, all: LifecycleOf) => follow(all.of(event.data.survivorId), all, event, 'merged'),
    CustomersUnmerged: (event, all: LifecycleOf) =>
      [event.data.survivorId, event.data.absorbedId].flatMap(id => follow(all.of(id), all, event, 'unmerged')),
  },
});
