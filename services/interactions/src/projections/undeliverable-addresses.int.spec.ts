import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { migrations } from '../migrations/index.ts';
import {
  undeliverableAddresses,
  undeliverableOf,
  type UndeliverableAddress,
} from './undeliverable-addresses.projection.ts';

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
    expect(await undeliverableOf(database.pool, { recorded: [customerId], limit: 10 })).toEqual([]);
    await deliver(marked(2));
    expect(await undeliverableOf(database.pool, { recorded: [customerId], limit: 10 })).toMatchObject([
      { number: 2, code: 'dsn.5.1.1' },
    ]);
    await deliver(restored(2), marked(2));
    expect(await undeliverableOf(database.pool, { recorded: [customerId], limit: 10 })).toMatchObject([{ number: 2 }]);
  });

  it('are read on from where a page ended, each once, also those of one moment', async () => {
    const customerId = randomUUID();
    const marked = (number: number, channel: 'email' | 'sms'): Told => ({
      type: 'AddressBecameUndeliverable',
      data: { ...interactionsEvents.AddressBecameUndeliverable.example, customerId, number, channel },
      subject: customerId,
    });
    await deliver(...[1, 2, 3].flatMap(number => [marked(number, 'email'), marked(number, 'sms')]));
    await database.pool.query(
      `update app.undeliverable_addresses set since = '2026-03-02T08:00:00Z' where customer_id = $1 and number < 3`,
      [customerId],
    );
    const pages: UndeliverableAddress[][] = [];
    for (let after: UndeliverableAddress | undefined; pages.at(-1)?.length !== 0; after = pages.at(-1)?.at(-1)) {
      pages.push(await undeliverableOf(database.pool, { recorded: [customerId], limit: 4, after }));
    }
    expect(pages.map(({ length }) => length)).toEqual([4, 2, 0]);
    expect(pages.flat().map(({ channel, number }) => `${channel} ${number}`)).toEqual([
      'sms 3',
      'email 3',
      'sms 2',
      'sms 1',
      'email 2',
      'email 1',
    ]);
  });
});
