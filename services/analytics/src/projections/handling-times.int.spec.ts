import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { ada, numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { interactionFacts } from './interaction-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(interactionFacts);
});
afterAll(() => house.database.drop());

const contact = (n: number, month: number, seconds: number, more: { outcome?: 'abandoned' } = {}) => {
  const from = Date.UTC(2026, month - 1, 28, 23, 59);
  const times = { startedAt: new Date(from).toISOString(), endedAt: new Date(from + seconds * 1000).toISOString() };
  const { queuedAt: _, ...example } = { queuedAt: '', ...interactionsEvents.InteractionRecorded.example };
  const data = {
    ...example,
    interactionId: numbered(n),
    type: 'billing' as const,
    outcome: 'solved' as const,
    ...times,
    ...more,
  };
  return { type: 'InteractionRecorded' as const, subject: ada, occurredAt: times.endedAt, data };
};

it('shows analysts the median by month, channel, class and type, each contact once in the month in which it began', async () => {
  await house.database.pool.query(
    `insert into facts.value_class_months (month, customer_id, ranked, class, revenue_minor, margin_minor, serving_minor, contribution_minor, rule_version)
     values ('2026-02-01', $1, 'gold', 'gold', 0, 0, 0, 0, 1)`,
    [ada],
  );
  await house.deliver(
    contact(1, 2, 600),
    contact(2, 2, 60),
    contact(3, 2, 90),
    contact(4, 2, 5, { outcome: 'abandoned' }),
    contact(5, 3, 30),
    contact(6, 3, 61),
  );
  const rows = await house.rows(
    `select month::text, channel, value_class, type, contacts::integer, median_seconds, round(nine_in_ten_seconds::numeric, 3)::float8 as nine_in_ten_seconds
     from analytics.handling_times order by month`,
  );
  const kind = { channel: 'phone', type: 'billing' };
  expect(rows).toEqual([
    { ...kind, month: '2026-02-01', value_class: 'other', contacts: 3, median_seconds: 90, nine_in_ten_seconds: 498 },
    { ...kind, month: '2026-03-01', value_class: 'gold', contacts: 2, median_seconds: 45.5, nine_in_ten_seconds: 57.9 },
  ]);
});
