import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { lifecycle } from './lifecycle.projection.ts';
import { contact, purchase } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [lifecycle] });
});
afterAll(() => database.drop());

const on = (day: number, hour = 9): string => new Date(Date.UTC(2026, 0, day, hour)).toISOString();
const rowOf = async (id: string) =>
  (await database.pool.query('select heard, stage, review_at as due from app.lifecycle where customer_id = $1', [id]))
    .rows[0];

it('keeps the newest days on which a customer was heard of, each by its last instant, in whatever order they become known', async () => {
  const [ana, ben] = [newId(), newId()];
  const told = (id: string): Told[] => [
    ...Array.from({ length: 30 }, (_, i) => contact(id, on(i + 1))),
    purchase(id, 1000, 'EUR', on(30, 17)),
  ];
  await deliver(...told(ana));
  for (const event of told(ben).reverse()) await deliver(event);
  const { heard } = await rowOf(ana);
  expect(heard).toEqual([...Array.from({ length: 24 }, (_, i) => on(i + 6)), on(30, 17)]);
  expect((await rowOf(ben)).heard).toEqual(heard);
});

it('knows when the risk rose to be high and fell, and no more of it', async () => {
  const ana = newId();
  const risky = (day: number, risk: number): Told => ({
    type: 'RetentionRiskMoved',
    subject: ana,
    occurredAt: on(day),
    data: { customerId: ana, risk, band: risk < 0.5 ? 'low' : 'high', reasons: [], model: 1 },
  });
  await deliver(risky(1, 0.1), risky(2, 0.6), risky(3, 0.7));
  await deliver(risky(4, 0.2), risky(5, 0.8));
  const { rows } = await database.pool.query('select risks from app.lifecycle where customer_id = $1', [ana]);
  expect(rows[0].risks).toEqual([
    { at: on(2), high: true },
    { at: on(4), high: false },
    { at: on(5), high: true },
  ]);
});

it('knows the stage and its clock, and counts nothing that we said to the customer', async () => {
  const ana = newId();
  const move = { customerId: ana, from: 'prospect', to: 'new', reason: 'firstPurchase' } as const;
  const outbound = contact(ana, on(3));
  await deliver({ type: 'LifecycleStageMoved', subject: ana, data: { ...move, since: on(1), reviewAt: on(91) } });
  if (outbound.type === 'InteractionRecorded')
    await deliver({ ...outbound, data: { ...outbound.data, direction: 'outbound' } });
  expect(await rowOf(ana)).toEqual({ heard: [], stage: 'new', due: new Date(on(91)) });
  await deliver({ type: 'StageReviewDue', subject: ana, data: { customerId: ana, dueAt: on(91) } });
  expect(await rowOf(ana)).toMatchObject({ due: null });
  await deliver({ type: 'StageKept', subject: ana, data: { customerId: ana, reviewAt: on(99) } });
  expect(await rowOf(ana)).toMatchObject({ stage: 'new', due: new Date(on(99)) });
});
