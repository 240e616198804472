import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { boundsOf, partitionOf, tail, withTopics, type Fetched, type Messaging } from '@rapport/messaging';
import { eventually, killScripts, startScript, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { addPartitions, cancelAdding, NotCaughtUp, type Adding } from './add-partitions.ts';
import type { AddingOrders } from './adding.fixture.ts';
import { counter, HEARD_TABLE, messagingOf, MODULUS } from './counting.fixture.ts';

const customers: readonly string[] = Array.from({ length: 40 }, () => randomUUID());

describe('partitions are added while the system is in use', () => {
  const databases = new Map<'analytics' | 'loyalty' | 'profile', TestDatabase>();
  const running = new Map<string, Messaging>();
  let topics: Awaited<ReturnType<typeof testTopics>>;
  const counts = new Map(customers.map(customer => [customer, 0]));
  let refused = 0;
  let slowest = 0;
  const over = new AbortController();
  let writing: Promise<unknown> = Promise.resolve();

  beforeAll(async () => {
    topics = await testTopics();
    for (const service of ['analytics', 'loyalty', 'profile'] as const) {
      const database = await testDatabase();
      databases.set(service, database);
      await database.pool.query(
        service === 'profile' ? 'create table people (customer uuid primary key, name text)' : HEARD_TABLE,
      );
      const messaging = messagingOf(service, database, topics);
      running.set(service, messaging);
      await messaging.start();
      await eventually(() => expect(messaging.ready()).toEqual([]));
    }
    writing = Promise.all(customers.map(write));
  });
  afterAll(async () => {
    killScripts();
    over.abort();
    await writing;
    for (const service of ['analytics', 'profile']) await running.get(service)?.stop();
    await topics.remove();
    await Promise.all([...databases.values()].map(database => database.drop()));
  });

  const write = async (customer: string): Promise<void> => {
    const context = { subject: customer, actor: 'spec' };
    while (!over.signal.aborted) {
      const n = (counts.get(customer) ?? 0) + 1;
      const began = performance.now();
      await running
        .get('analytics')
        ?.handle(counter, customer, { type: 'Count', customerId: customer, n }, context)
        .then(
          () => counts.set(customer, n),
          () => (refused += 1),
        );
      slowest = Math.max(slowest, performance.now() - began);
      await sleep(20);
    }
  };
  const pool = (service: 'analytics' | 'loyalty' | 'profile') => {
    const found = databases.get(service)?.pool;
    if (!found) throw new Error(`there is no database of ${service}`);
    return found;
  };
  const urls = () => Object.fromEntries([...databases].map(([service, { url }]) => [service, url]));
  const adding = (partitions: number, more: Partial<Adding> = {}): Promise<unknown> =>
    addPartitions({
      brokers: topics.brokers,
      prefix: topics.prefix,
      databases: urls(),
      partitions,
      patienceMs: 60_000,
      say: () => undefined,
      ...more,
    });
  const killedAfter = (partitions: number, dieAfter: number): Promise<string> => {
    const orders: AddingOrders = {
      brokers: topics.brokers,
      prefix: topics.prefix,
      databases: urls(),
      partitions,
      patienceMs: 60_000,
      dieAfter,
    };
    return startScript(new URL('./adding.fixture.ts', import.meta.url), orders).ended;
  };
  const heardBy = async (service: 'analytics' | 'loyalty'): Promise<Map<string, number[]>> => {
    const { rows } = await pool(service).query<{ customer: string; numbers: number[] }>('select * from heard');
    return new Map(rows.map(({ customer, numbers }) => [customer, numbers]));
  };
  /** Everybody has heard 1, 2, 3 … of everybody, up to what was acknowledged when this was called. */
  const allHeardInOrder = async (): Promise<void> => {
    const until = new Map(counts);
    for (const service of ['analytics', 'loyalty'] as const) {
      await eventually(async () => {
        const found = await heardBy(service);
        for (const [customer, n] of until) expect((found.get(customer) ?? []).length).toBeGreaterThanOrEqual(n);
      });
      for (const numbers of (await heardBy(service)).values())
        expect(numbers).toEqual(numbers.map((_, i) => (i + 1) % MODULUS));
    }
  };
  const paused = async (): Promise<number> => {
    const { rows } = await pool('analytics').query('select from messaging.leases where paused_at is not null');
    return rows.length;
  };

  it('commands are accepted all the time, and every reader hears every subject in order, once', async () => {
    await adding(16);
    await allHeardInOrder();
    expect(refused).toBe(0);
    const { ends } = await boundsOf({ brokers: topics.brokers, clientId: 'spec' }, `${topics.prefix}analytics.events`);
    expect(ends).toHaveLength(16);
    await eventually(async () => {
      const bounds = await boundsOf({ brokers: topics.brokers, clientId: 'spec' }, `${topics.prefix}analytics.events`);
      expect(bounds.ends.slice(8).filter(end => end > 0).length).toBeGreaterThan(2);
    });
    expect(slowest).toBeLessThan(5_000);
  });

  it('killed after each of its steps it is run again, and commands are accepted still', async () => {
    for (const step of [1, 2, 3, 4, 5]) {
      expect([step, await killedAfter(32, step)]).toEqual([step, 'SIGKILL']);
      expect(await paused()).toBe(1);
    }
    await adding(32);
    expect(await paused()).toBe(0);
    await allHeardInOrder();
    expect(refused).toBe(0);
  });

  it('a reader that does not come to the end lets everything be as it was', async () => {
    const { rows } = await pool('loyalty').query<{ partition: number }>(
      `update messaging.positions set next_offset = next_offset - 1 where next_offset > 0 and partition = 0 returning partition`,
    );
    expect(rows.length).toBeGreaterThan(0);
    await running.get('loyalty')?.stop();
    await expect(adding(64, { patienceMs: 15_000 })).rejects.toThrow(NotCaughtUp);
    expect(await paused()).toBe(0);
    await withTopics({ brokers: topics.brokers, clientId: 'spec' }, async present => {
      const name = `${topics.prefix}analytics.events`;
      expect((await present.partitions([name])).get(name)).toBe(32);
    });
  });

  it('a pause that nobody goes on with can be lifted', async () => {
    expect(await killedAfter(64, 1)).toBe('SIGKILL');
    expect(await paused()).toBe(1);
    await cancelAdding(urls());
    expect(await paused()).toBe(0);
  });

  it.each([4, 12, 0])('%i partitions are refused', async n => {
    await expect(adding(n)).rejects.toThrow(RangeError);
  });
});

describe('the documents of customers, when partitions are added', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let messaging: Messaging;

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    await database.pool.query('create table people (customer uuid primary key, name text)');
    messaging = messagingOf('profile', database, topics);
    await messaging.start();
  });
  afterAll(async () => {
    await messaging.stop();
    await topics.remove();
    await database.drop();
  });

  const all = async (): Promise<Fetched[]> => {
    const name = `${topics.prefix}profile.customers`;
    const { starts, ends } = await boundsOf({ brokers: topics.brokers, clientId: 'spec' }, name);
    const from = starts.map((offset, partition) => ({ topic: name, partition, offset }));
    const found: Fetched[] = [];
    const reader = await tail(
      { brokers: topics.brokers, clientId: 'spec', topics: [name], from },
      m => void found.push(m),
      () => undefined,
    );
    await eventually(() => {
      for (const [p, end] of ends.entries()) expect(reader.next(name, p)).toBeGreaterThanOrEqual(end);
    });
    await reader.close();
    return found;
  };
  const published = () =>
    eventually(async () => {
      const { rows } = await database.pool.query('select from messaging.compacted where pending');
      expect(rows).toHaveLength(0);
    });

  it('lie where their keys belong, and nothing is left of who was taken out since', async () => {
    await database.pool.query(`insert into people select unnest($1::uuid[]), 'somebody'`, [customers]);
    await database.pool.query('insert into messaging.compacted (customer) select unnest($1::uuid[])', [customers]);
    await published();
    const gone = customers.filter(customer => partitionOf(customer, 8) !== partitionOf(customer, 16)).slice(0, 3);
    await database.pool.query('delete from people where customer = any($1)', [gone]);
    await addPartitions({
      brokers: topics.brokers,
      prefix: topics.prefix,
      databases: { profile: database.url },
      partitions: 16,
      patienceMs: 30_000,
      say: () => undefined,
    });
    const found = await all();
    expect([...new Set(found.map(({ key }) => key))].sort()).toEqual([...customers].sort());
    for (const { key, partition, value } of found) {
      expect(partition).toBe(partitionOf(key, 16));
      expect(value === null).toBe(gone.includes(key));
    }
  });
});
