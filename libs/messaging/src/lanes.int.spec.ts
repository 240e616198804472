import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMessaging, type Messaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { sums, SUMS_TABLE } from './sums.fixture.ts';
import { tally, type TallyCommand } from './tally.fixture.ts';

const add = (customerId: string, by: number): TallyCommand => ({ type: 'Add', customerId, by });
const ROUNDS = 60;

describe('a reader that is far behind', () => {
  let [writing, reading]: TestDatabase[] = [];
  let topics: Awaited<ReturnType<typeof testTopics>>;
  const running: Messaging[] = [];
  beforeAll(async () => {
    [writing, reading, topics] = await Promise.all([testDatabase(), testDatabase(), testTopics()]);
    await reading.pool.query(SUMS_TABLE);
  });
  afterAll(async () => {
    await Promise.all(running.map(messaging => messaging.stop()));
    await topics.remove();
    await Promise.all([writing?.drop(), reading?.drop()]);
  });

  it('applies both halves of the partitions at once, each event once, and parks one subject alone', async () => {
    const common = { brokers: topics.brokers, topicPrefix: topics.prefix, log: quiet, policies: [] };
    const writer = createMessaging({
      ...common,
      service: 'analytics',
      database: writing?.url ?? '',
      deciders: [tally],
      projections: [],
    });
    running.push(writer);
    await writer.start();
    const customers = Array.from({ length: 100 }, () => randomUUID());
    const [poisoned = ''] = customers;
    for (let round = 1; round <= ROUNDS; round++) {
      await writer.handleMany(
        tally,
        customers.map(id => ({
          id,
          command: add(id, id === poisoned && round === ROUNDS - 1 ? 13 : 1),
          context: { subject: id, actor: 'a' },
        })),
      );
    }
    await eventually(async () => expect((await writer.figures()).outbox).toBe(0));

    let [atOnce, most, batches] = [0, 0, 0];
    const reader = createMessaging({
      ...common,
      service: 'loyalty',
      database: reading?.url ?? '',
      deciders: [],
      projections: [sums],
      reached: async point => {
        if (point !== 'applying') return;
        most = Math.max(most, ++atOnce);
        // The first waits until much has come; the others so long that two are seen beside each other.
        await sleep(batches++ === 0 ? 2000 : 100);
        atOnce--;
      },
    });
    running.push(reader);
    await reader.start();
    await eventually(async () => {
      const { rows } = (await reading?.pool.query<{ n: number }>('select sum(n)::bigint as n from sums')) ?? {
        rows: [],
      };
      expect(rows[0]?.n).toBe(customers.length * ROUNDS - 2);
    });
    const { rows } = (await reading?.pool.query('select distinct value, n from sums where customer <> $1', [
      poisoned,
    ])) ?? { rows: [] };
    expect(rows).toEqual([{ value: ROUNDS, n: ROUNDS }]);
    expect((await reader.parked.list({}, 10)).map(({ subject }) => subject)).toEqual([poisoned, poisoned]);
    expect(most).toBe(2);
  });
});
