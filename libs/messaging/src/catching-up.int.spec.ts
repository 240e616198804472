import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventTopic } from '@rapport/contracts';
import { killScripts, startScript, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { toMessage, type Message } from './cloud-event.ts';
import { createSender } from './kafka.ts';
import { SUMS_TABLE } from './sums.fixture.ts';
import type { WorkerOrders } from './worker.fixture.ts';

const HEAP_MB = 128;
const BOUND_MB = 400;
const MB = 1_048_576;

/** A reader that was away for long reads what there is without taking more memory for it, however large the events are. */
describe('a reader that is far behind', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  const customers: readonly string[] = Array.from({ length: 2000 }, () => randomUUID());

  beforeEach(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    await database.pool.query(SUMS_TABLE);
  });
  afterEach(async () => {
    killScripts();
    await topics.remove();
    await database.drop();
  });

  const publish = async (events: number, bytes: number): Promise<void> => {
    const sender = createSender({ brokers: topics.brokers, clientId: 'spec' });
    // A broker takes a megabyte to a partition at once, and all of them may go to one.
    const portion = Math.min(2000, Math.floor((0.9 * MB) / (bytes + 500)));
    // A reader tolerates fields that it does not know.
    const filler = 'x'.repeat(bytes);
    try {
      for (let first = 0; first < events; first += portion) {
        const messages = Array.from({ length: Math.min(portion, events - first) }, (_, i) => event(first + i, filler));
        await sender.send(eventTopic('analytics', topics.prefix), 8, messages);
      }
    } finally {
      await sender.close();
    }
  };
  const event = (n: number, filler: string): Message => {
    const customerId = customers[n % customers.length] ?? '';
    const now = '2026-01-01T00:00:00.000Z';
    return toMessage({
      position: n + 1,
      id: randomUUID(),
      aggregatetype: 'analytics',
      aggregateid: customerId,
      type: 'SatisfactionMoved',
      payload: JSON.stringify({ customerId, value: 1, filler }),
      stream: `tally-${n}`,
      version: 1,
      sequence: Math.floor(n / customers.length) + 1,
      epoch: 1,
      occurredAt: now,
      recordedAt: now,
      actor: 'spec',
      imported: false,
      hop: 0,
      traceparent: null,
    });
  };

  /** Reads to the end in a process of its own; answers the most memory that it had, in MB: where that is too much, it is ended. */
  const readAll = async (how: Pick<WorkerOrders, 'slowMs' | 'unbounded'>): Promise<number> => {
    const orders: WorkerOrders = {
      database: database.url,
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      customers: [],
      commands: 0,
      service: 'loyalty',
      ...how,
    };
    const { child, ended } = startScript(new URL('./worker.fixture.ts', import.meta.url), orders, {
      flags: [`--max-old-space-size=${HEAP_MB}`],
    });
    let peak = 0;
    const look = async (): Promise<void> => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      if (peak > BOUND_MB) child.kill('SIGKILL');
    };
    const looking = setInterval(() => void look(), 100);
    const end = await ended;
    clearInterval(looking);
    if (peak <= BOUND_MB) expect(end).toBe('done');
    return peak;
  };
  const applied = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ n: number }>('select coalesce(sum(n), 0)::int as n from sums');
    return rows[0]?.n ?? 0;
  };

  it.each([
    { events: 50_000, bytes: 300 },
    { events: 6_000, bytes: 60_000 },
  ])(
    'reads $events events of $bytes bytes in bounded memory',
    async ({ events, bytes }) => {
      await publish(events, bytes);
      expect(await readAll({ slowMs: 3_000 })).toBeLessThan(BOUND_MB);
      expect(await applied()).toBe(events);
    },
    240_000,
  );

  it('without the bound takes more than that: this spec can fail', async () => {
    await publish(6_500, 60_000);
    expect(await readAll({ slowMs: 60_000, unbounded: true })).toBeGreaterThan(BOUND_MB);
    expect(await applied()).toBe(0);
  }, 240_000);
});
