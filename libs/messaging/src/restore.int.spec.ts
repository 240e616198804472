import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { createMessaging, type Messaging } from './messaging.ts';
import { SUMS_TABLE, sums } from './sums.fixture.ts';
import { tally } from './tally.fixture.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

describe('a service whose database was restored to an earlier moment', () => {
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let before: TestDatabase;
  let restored: TestDatabase;
  const running: Messaging[] = [];

  beforeEach(async () => {
    topics = await testTopics();
    [before, restored] = [await testDatabase(), await testDatabase()];
    for (const { pool } of [before, restored]) await pool.query(SUMS_TABLE);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(messaging => messaging.stop()));
    await topics.remove();
    await before.drop();
    await restored.drop();
  });

  const start = async ({ url }: TestDatabase): Promise<Messaging> => {
    const messaging = createMessaging({
      service: 'analytics',
      database: url,
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      deciders: [tally],
      projections: [sums],
      policies: [],
      log: quiet,
    });
    running.push(messaging);
    await messaging.start();
    return messaging;
  };
  const add = (messaging: Messaging, customer: string) =>
    messaging.handle(
      tally,
      customer,
      { type: 'Add', customerId: customer, by: 1 },
      { subject: customer, actor: 'spec' },
    );
  const published = (messaging: Messaging) =>
    eventually(async () => expect((await messaging.figures()).outbox).toBe(0));

  it('publishes nothing and is not ready, since the topic holds what it does not know', async () => {
    const customer = randomUUID();
    const first = await start(before);
    await add(first, customer);
    await published(first);
    await first.stop();
    running.splice(0);
    const second = await start(restored);
    await add(second, customer);
    await eventually(() => expect(second.ready().join()).toContain('restored to an earlier moment'));
    expect((await second.figures()).outbox).toBe(1);
  }, 60_000);

  it('goes on where its database and the topic agree', async () => {
    const customer = randomUUID();
    const first = await start(before);
    await add(first, customer);
    await published(first);
    await first.stop();
    running.splice(0);
    const second = await start(before);
    await add(second, customer);
    await published(second);
    await eventually(() => expect(second.ready()).toEqual([]));
  }, 60_000);
});
