import { analyticsEvents, type AnalyticsEvent } from './analytics.events.ts';
import { complaintsEvents, type ComplaintsEvent } from './complaints.events.ts';
import { erasureEvents, type ErasureEvent } from './erasure.events.ts';
import type { EventContract, EventMeta, Recorded } from './event.ts';
import { interactionsEvents, type InteractionsEvent } from './interactions.events.ts';
import { loyaltyEvents, type LoyaltyEvent } from './loyalty.events.ts';
import { profileEvents, type ProfileEvent } from './profile.events.ts';

/** Each service's events. */
export interface EventsByService {
  profile: ProfileEvent | ErasureEvent<'ErasedFromProfile' | 'RetentionRulesTold'>;
  interactions: InteractionsEvent | ErasureEvent<'ErasedFromInteractions'>;
  complaints: ComplaintsEvent | ErasureEvent<'ErasedFromComplaints'>;
  loyalty: LoyaltyEvent | ErasureEvent<'ErasedFromLoyalty'>;
  analytics: AnalyticsEvent | ErasureEvent<'ErasedFromAnalytics'>;
}

export type AnyEvent = EventsByService[keyof EventsByService];
export type EventType = AnyEvent['type'];
export type RecordedEvent = Recorded<AnyEvent>;
export type EventOfType<Type extends EventType> = Extract<AnyEvent, { type: Type }>;

const byType: ReadonlyMap<string, EventContract> = new Map(
  Object.entries({
    ...profileEvents,
    ...interactionsEvents,
    ...complaintsEvents,
    ...loyaltyEvents,
    ...analyticsEvents,
    ...erasureEvents,
  }),
);

/** All contracts, in the order of declaration. */
export const contracts: readonly EventContract[] = [...byType.values()];

export const contractOf = (type: string): EventContract | undefined => byType.get(type);

/** Turns data of unknown origin into an event of the catalogue, or says why it is none. */
export function recognise(type: string, data: unknown, meta: EventMeta): RecordedEvent {
  const contract = byType.get(type);
  if (!contract) throw new TypeError(`'${type}' is no event of the catalogue`);
  if (!contract.check(data)) throw new TypeError(`the data of a ${type} does not satisfy its schema`);
  // The check above is what makes it one.
  return { ...meta, type, data } as RecordedEvent;
}
