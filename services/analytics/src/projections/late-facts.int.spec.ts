import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { ada, warehouse, type Warehouse } from './facts.fixture.ts';
import { lateAt, lateFacts } from './late-facts.projection.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(lateFacts);
});
afterAll(() => house.database.drop());
beforeEach(() => house.rows('truncate app.late_facts'));

const purchase = (occurredAt: string): Told => ({
  type: 'PurchaseMade',
  subject: ada,
  occurredAt,
  data: { ...interactionsEvents.PurchaseMade.example, customerId: ada },
});
const late = () => lateAt(house.database.pool);

it('notes when something of a month that was over became known, and nothing of this month', async () => {
  await house.deliver(purchase(new Date().toISOString()));
  expect(await late()).toBeUndefined();
  await house.deliver(purchase('2026-01-31T23:59:59.000Z'));
  expect(await late()).toMatchObject({ isResting: false });
});

it('rests when none came for twenty seconds, and no more when one comes', async () => {
  await house.deliver(purchase('2026-01-31T23:59:59.000Z'));
  await house.rows(`update app.late_facts set at = at - interval '21 s'`);
  expect(await late()).toMatchObject({ isResting: true });
  await house.deliver(purchase('2026-01-30T10:00:00.000Z'));
  expect(await late()).toMatchObject({ isResting: false });
});
