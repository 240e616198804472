import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { migrations } from '../migrations/index.ts';
import { undeliverableAddresses, undeliverableOf } from './undeliverable-addresses.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [undeliverableAddresses] });
});
afterAll(() => database.drop());

describe('undeliverable addresses', () => {
  it('are those that were marked and do not work again', async () => {
    const customerId = randomUUID();
    const marked = (number: number): Told => ({
      type: 'AddressBecameUndeliverable',
      data: { ...interactionsEvents.AddressBecameUndeliverable.example, customerId, number },
      subject: customerId,
    });
    const restored = (number: number): Told => ({
      type: 'AddressRestored',
      data: { ...interactionsEvents.AddressRestored.example, customerId, number },
      subject: customerId,
    });
    await deliver(marked(1), marked(2), restored(2));
    await deliver(restored(1));
    expect(await undeliverableOf(database.pool, [customerId], 10)).toEqual([]);
    await deliver(marked(2));
    expect(await undeliverableOf(database.pool, [customerId], 10)).toMatchObject([{ number: 2, code: 'dsn.5.1.1' }]);
    await deliver(restored(2), marked(2));
    expect(await undeliverableOf(database.pool, [customerId], 10)).toMatchObject([{ number: 2 }]);
  });
});
