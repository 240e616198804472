import { addedUp, summed } from './months.ts';
import { later } from './latest.ts';
import { newestContacts, newestFeedback } from './view-fold.ts';
import type { ViewRow } from './view-row.ts';

/** The rows of all ids that are one customer now, as one; the survivor's comes first. Nothing is counted twice or lost. */
export function combined([survivor, ...absorbed]: readonly [ViewRow, ...ViewRow[]]): ViewRow {
  return absorbed.reduce(both, survivor);
}

function both(one: ViewRow, other: ViewRow): ViewRow {
  const latest = (a: string | null, b: string | null): string | null => (b === null ? a : later(a, b));
  const feedback = [one.last_feedback, other.last_feedback].filter(given => given !== null);
  return {
    customer_id: one.customer_id,
    party_type: one.party_type ?? other.party_type,
    anonymous: (one.anonymous ?? true) && (other.anonymous ?? true),
    // It is told of the current customer by what all its records did: that of an absorbed one stands still.
    stage: one.stage ?? other.stage,
    purchased_on: one.purchased_on ?? other.purchased_on,
    registered_at: one.registered_at ?? other.registered_at,
    seen_at: latest(one.seen_at, other.seen_at),
    contacts: one.contacts + other.contacts,
    last_contact_at: latest(one.last_contact_at, other.last_contact_at),
    by_channel: summed(one.by_channel, other.by_channel),
    last_contacts: newestContacts([...one.last_contacts, ...other.last_contacts]),
    purchases: one.purchases + other.purchases,
    spent: summed(one.spent, other.spent),
    months: addedUp(one.months, other.months),
    last_purchase_at: latest(one.last_purchase_at, other.last_purchase_at),
    tier: one.tier ?? other.tier,
    points: one.points + other.points,
    pending: one.pending + other.pending,
    owed: one.owed + other.owed,
    feedback: one.feedback + other.feedback,
    last_feedback: newestFeedback(feedback),
    // It is told of the current customer, over all its records: that of an absorbed one is only its own.
    satisfaction: one.satisfaction ?? other.satisfaction,
    satisfaction_at: one.satisfaction_at ?? other.satisfaction_at,
    risk: one.risk ?? other.risk,
    value_class: one.value_class ?? other.value_class,
  };
}
