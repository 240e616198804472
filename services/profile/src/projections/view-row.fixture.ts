import fc from 'fast-check';
import type { ViewRow } from './view-row.ts';

export const emptyRow = (customer_id: string): ViewRow => ({
  customer_id,
  party_type: 'individual',
  anonymous: false,
  stage: 'prospect',
  purchased_on: null,
  registered_at: '2026-01-01T00:00:00.000Z',
  seen_at: '2026-01-01T00:00:00.000Z',
  contacts: 0,
  last_contact_at: null,
  by_channel: {},
  last_contacts: [],
  purchases: 0,
  spent: {},
  months: {},
  last_purchase_at: null,
  tier: null,
  points: 0,
  pending: 0,
  owed: 0,
  feedback: 0,
  last_feedback: null,
  satisfaction: null,
  satisfaction_at: null,
  risk: null,
  value_class: null,
});

const instant = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map(date => date.toISOString());

/** What interactions tells of a customer: [what, id, when, which, how much]. */
export const happening = fc.record({
  kind: fc.constantFrom('contact', 'feedback', 'purchase'),
  id: fc.uuid(),
  at: instant,
  which: fc.constantFrom('phone', 'web', 'letter'),
  currency: fc.constantFrom('EUR', 'USD'),
  minor: fc.integer({ min: -1000, max: 100_000 }),
});
export type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
