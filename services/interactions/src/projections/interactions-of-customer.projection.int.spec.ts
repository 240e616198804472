import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { interactionsOf, interactionsOfCustomer } from './interactions-of-customer.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [interactionsOfCustomer] });
});
afterAll(() => database.drop());

const contact = (customerId: string, day: number): Told => ({
  type: 'InteractionRecorded',
  data: { ...interactionsEvents.InteractionRecorded.example, interactionId: randomUUID(), customerId },
  subject: customerId,
  occurredAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`,
});

describe('the interactions of a customer', () => {
  it('are each there once, newest first, over all ids of the customer, page by page', async () => {
    const [ana, anasTablet, other] = [randomUUID(), randomUUID(), randomUUID()];
    await deliver(contact(ana, 3), contact(anasTablet, 4), contact(ana, 1), contact(other, 2));
    await deliver(contact(ana, 2));
    const all = await interactionsOf(database.pool, [ana, anasTablet], undefined, 50);
    expect(all.map(row => row.occurredAt.slice(8, 10))).toEqual(['04', '03', '02', '01']);
    expect(all[0]).toMatchObject({ customerId: anasTablet, channel: 'phone', outcome: 'solved', flags: [] });
    const first = await interactionsOf(database.pool, [ana], undefined, 2);
    const rest = await interactionsOf(database.pool, [ana], first[1], 2);
    expect([...first, ...rest].map(row => row.interactionId)).toEqual(
      all.filter(row => row.customerId === ana).map(row => row.interactionId),
    );
  });

  it('leave out what is no interaction', async () => {
    const ana = randomUUID();
    const { example } = interactionsEvents.PurchaseMade;
    await deliver({ type: 'PurchaseMade', data: { ...example, customerId: ana }, subject: ana });
    expect(await interactionsOf(database.pool, [ana], undefined, 50)).toEqual([]);
  });
});

describe('the migrations', () => {
  it('ship the channel catalogue in its first version', async () => {
    const { rows } = await database.pool.query<{ catalogue: string; n: number }>(
      `select catalogue, count(*) as n from app.channels where version = 1 group by catalogue order by catalogue`,
    );
    expect(rows).toEqual([
      { catalogue: 'bank', n: 8 },
      { catalogue: 'general', n: 12 },
    ]);
  });
});
