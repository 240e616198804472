import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  eventually,
  killScripts,
  startScript,
  testDatabase,
  testTopics,
  type Script,
  type TestDatabase,
} from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { tail, type Fetched } from './kafka.ts';
import { SUMS_TABLE } from './sums.fixture.ts';
import type { WorkerOrders } from './worker.fixture.ts';

/**
 * Processes are killed between two steps that must both happen. Afterwards, seen from outside: every acknowledged
 * command is in the log, the topic holds 1, 2, 3 … for every subject, and the read model equals a fold of the log.
 */
describe('after a process was killed', () => {
  const customers = Array.from({ length: 5 }, () => randomUUID());
  const acknowledged = new Set<string>();
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    await database.pool.query(SUMS_TABLE);
  });
  afterAll(async () => {
    killScripts();
    await topics.remove();
    await database.drop();
  });

  const run = (rest: Partial<WorkerOrders>): Script => {
    const orders: WorkerOrders = {
      database: database.url,
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      customers,
      commands: 200,
      ...rest,
    };
    return startScript(new URL('./worker.fixture.ts', import.meta.url), orders, {
      onLine(line) {
        if (line !== 'done') acknowledged.add(line);
      },
    });
  };

  const invariantsHold = async (): Promise<void> => {
    const { rows: log } = await database.pool.query<{ stream: string; subject: string; sequence: number }>(
      'select stream, aggregateid as subject, sequence from messaging.events order by position',
    );
    const streams = new Set(log.map(row => row.stream));
    expect([...acknowledged].filter(id => !streams.has(`tally-${id}`))).toEqual([]);
    const { rows: outbox } = await database.pool.query('select position from messaging.outbox');
    expect(outbox).toEqual([]);
    const published = firstOccurrences(await dump(topics, log.length));
    const { rows: told } = await database.pool.query('select customer, value, n from sums order by customer');
    const counts = customers.map(customer => ({ customer, n: log.filter(row => row.subject === customer).length }));
    for (const { customer, n } of counts)
      expect(published.get(customer) ?? []).toEqual(Array.from({ length: n }, (_, i) => i + 1));
    expect(told).toEqual(
      counts
        .filter(c => c.n > 0)
        .map(({ customer, n }) => ({ customer, value: n, n }))
        .sort((a, b) => (a.customer < b.customer ? -1 : 1)),
    );
  };

  it.each([
    ['between the commit of a command and its publishing', 'written', 3],
    ['before a batch is sent', 'sending', 0],
    ['between sending and deleting from the outbox', 'sent', 0],
    ['in the middle of a batch of the read model', 'applying', 0],
    ['between the commit of a batch and the next', 'applied', 0],
  ])(
    '%s, nothing is lost and nothing is told twice',
    async (_where, dieAt, dieAfter) => {
      expect(await run({ dieAt, dieAfter }).ended).toBe('SIGKILL');
      expect(await run({ commands: 20 }).ended).toBe('done');
      await invariantsHold();
    },
    240_000,
  );

  it('a process that slept past its session and woke again changes nothing that another has taken over', async () => {
    const told = async (): Promise<number> =>
      (await database.pool.query<{ n: number }>('select sum(n)::int as n from sums')).rows[0]?.n ?? 0;
    const before = await told();
    const zombie = run({ commands: 6000 });
    await eventually(async () => expect(await told()).toBeGreaterThan(before + 100));
    zombie.child.kill('SIGSTOP');
    const successor = run({ commands: 200 });
    expect(await successor.ended).toBe('done');
    expect(zombie.child.exitCode).toBeNull();
    zombie.child.kill('SIGCONT');
    expect(await zombie.ended).toBe('done');
    await invariantsHold();
  });
});

async function dump(topics: { prefix: string; brokers: string[] }, atLeast: number): Promise<Fetched[]> {
  const messages: Fetched[] = [];
  const reader = await tail(
    { brokers: topics.brokers, clientId: 'dump', topics: [`${topics.prefix}analytics.events`], from: 'start' },
    m => messages.push(m),
    () => undefined,
  );
  await eventually(() => expect(messages.length).toBeGreaterThanOrEqual(atLeast));
  await reader.close();
  return messages;
}

/** The sequence numbers of each subject as they come for the first time: duplicates are allowed, gaps and inversions not. */
function firstOccurrences(messages: readonly Fetched[]): Map<string, number[]> {
  const seen = new Map<string, number[]>();
  for (const { key, headers } of messages) {
    const numbers = seen.get(key) ?? [];
    const sequence = Number(headers.ce_sequence);
    if (!numbers.includes(sequence)) numbers.push(sequence);
    seen.set(key, numbers);
  }
  return seen;
}
