import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { PARTITIONS } from '@rapport/contracts';
import { testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { markChanged, publishChanged } from './compacted.ts';
import { createSender, type Sender } from './kafka.ts';
import { Lease } from './lease.ts';
import { migrateMessaging } from './migrate.ts';
import { transaction } from './pool.ts';

let database: TestDatabase;
let topics: Awaited<ReturnType<typeof testTopics>>;
let sender: Sender;
let lease: Lease;
beforeAll(async () => {
  [database, topics] = await Promise.all([testDatabase(), testTopics()]);
  await migrateMessaging(database.url);
  sender = createSender({ brokers: topics.brokers, clientId: 'spec' });
  lease = new Lease(database.pool, 'relay', 60_000);
  await lease.hold();
});
afterAll(async () => {
  await sender.close();
  await topics.remove();
  await database.drop();
});

const large = new Set<string>();
const leftOut: string[] = [];
const publish = (): Promise<boolean> =>
  publishChanged(
    database.pool,
    async (_pool, customers) =>
      new Map(
        customers.map(customer => [customer, { customer, said: large.has(customer) ? 'é'.repeat(600_000) : '' }]),
      ),
    sender,
    {
      topicPrefix: topics.prefix,
      partitions: PARTITIONS,
      lease,
      signal: new AbortController().signal,
      tooLarge: customer => leftOut.push(customer),
    },
  );
const waiting = async (): Promise<string[]> =>
  (await database.pool.query<{ customer: string }>('select customer from messaging.compacted where pending')).rows.map(
    ({ customer }) => customer,
  );

it('documents are published without waiting for a batch that changes them, and once more after it', async () => {
  const [still, changing] = [randomUUID(), randomUUID()];
  await transaction(database.pool, tx => markChanged(tx, [still, changing]));
  await transaction(database.pool, async tx => {
    await markChanged(tx, [changing]);
    expect(await publish()).toBe(true);
    expect(await waiting()).toEqual([changing]);
  });
  expect(await publish()).toBe(true);
  expect(await waiting()).toEqual([]);
  expect(await publish()).toBe(false);
});

it('a document that the topic would not take is left out and told of, and the others are published', async () => {
  const [huge, usual] = [randomUUID(), randomUUID()];
  large.add(huge);
  await transaction(database.pool, tx => markChanged(tx, [huge, usual]));
  expect(await publish()).toBe(true);
  expect(leftOut).toEqual([huge]);
  expect(await waiting()).toEqual([]);
});
