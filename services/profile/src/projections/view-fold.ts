import type { EventsByService } from '@rapport/contracts';
import { later, newest } from './latest.ts';
import { addedUp, boughtAt, givenBackAt, summed } from './months.ts';
import type { ViewRow } from './view-row.ts';

type DataOf<Type> = Extract<EventsByService['interactions'], { readonly type: Type }>['data'];

const SHOWN = 5;

export function foldContact(row: ViewRow, data: DataOf<'InteractionRecorded'>, occurredAt: string): void {
  const { interactionId, type, channel, direction, outcome = null } = data;
  row.contacts += 1;
  row.last_contact_at = later(row.last_contact_at, occurredAt);
  row.by_channel = { ...row.by_channel, [channel]: (row.by_channel[channel] ?? 0) + 1 };
  const contacts = [...row.last_contacts, { interactionId, type, channel, direction, outcome, occurredAt }];
  row.last_contacts = newestContacts(contacts);
}

export const newestContacts = (contacts: ViewRow['last_contacts']): ViewRow['last_contacts'] =>
  newest(
    contacts,
    contact => contact.occurredAt,
    contact => contact.interactionId,
  ).slice(0, SHOWN);

export function foldFeedback(row: ViewRow, data: DataOf<'FeedbackGiven'>, occurredAt: string): void {
  // What staff say of the customer is not what the customer says.
  if (data.answeredBy === 'staff') return;
  const { feedbackId, survey, score = null } = data;
  const given = [...(row.last_feedback ? [row.last_feedback] : []), { survey, score, occurredAt, feedbackId }];
  row.feedback += 1;
  row.last_feedback = newestFeedback(given);
}

export const newestFeedback = (given: readonly NonNullable<ViewRow['last_feedback']>[]): ViewRow['last_feedback'] =>
  newest(
    given,
    feedback => feedback.occurredAt,
    feedback => feedback.feedbackId,
  )[0] ?? null;

export function foldPurchase(row: ViewRow, data: DataOf<'PurchaseMade'>, occurredAt: string): void {
  const { minor, currency } = data.amount;
  row.purchases += 1;
  row.spent = summed(row.spent, { [currency]: minor });
  row.months = addedUp(row.months, boughtAt(occurredAt, currency, minor));
  row.last_purchase_at = later(row.last_purchase_at, occurredAt);
}

/** What is given back was not spent: in the month in which it was. */
export function foldRefund(row: ViewRow, { amount }: DataOf<'PurchaseRefunded'>, occurredAt: string): void {
  row.spent = summed(row.spent, { [amount.currency]: -amount.minor });
  row.months = addedUp(row.months, givenBackAt(occurredAt, amount.currency, amount.minor));
}
