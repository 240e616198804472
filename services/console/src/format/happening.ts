import type { CustomerView } from '../api/types.ts';

export type Happening =
  | { kind: 'contact'; at: string; type: string; channel: string }
  | { kind: 'purchase'; at: string }
  | { kind: 'complaint'; at: string; cause: string }
  | { kind: 'feedback'; at: string; survey: string; score: number | null }
  | { kind: 'profile'; at: string };

function candidates(view: CustomerView): Happening[] {
  const found: Happening[] = [];
  const contact = view.lastContacts?.[0];
  if (contact) {
    found.push({ kind: 'contact', at: contact.occurredAt, type: contact.type ?? '', channel: contact.channel ?? '' });
  }
  if (view.purchases?.lastAt) found.push({ kind: 'purchase', at: view.purchases.lastAt });
  for (const complaint of view.complaints?.open ?? []) {
    if (complaint.openedAt) found.push({ kind: 'complaint', at: complaint.openedAt, cause: complaint.cause ?? '' });
  }
  const last = view.feedback?.last;
  if (last) {
    found.push({
      kind: 'feedback',
      at: last.occurredAt,
      survey: last.survey,
      score: last.score,
    });
  }
  return found;
}

/** The newest thing that a view tells of. */
export function newest(view: CustomerView): Happening {
  const start: Happening = { kind: 'profile', at: view.asOf ?? new Date(0).toISOString() };
  const [first, ...others] = candidates(view);
  return others.reduce((last, next) => (Date.parse(next.at) > Date.parse(last.at) ? next : last), first ?? start);
}
