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

  /** Reads to the end in a process of its own; answers the most memory that it had, in MB. */
  const readAll = async (): Promise<number> => {
    const orders: WorkerOrders = {
      database: database.url,
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      customers: [],
      commands: 0,
      service: 'loyalty',
    };
    const { child, ended } = startScript(new URL('./worker.fixture.ts', import.meta.url), orders, {
      flags: [`--max-old-space-size=${HEAP_MB}`],
    });
    let peak = 0;
    const looking = setInterval(() => {
      void readFile(`/proc/${child.pid}/status`, 'utf8').then(
        status => (peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)),
        () => undefined,
      );
    }, 100);
    const end = await ended;
    clearInterval(looking);
    expect(end).toBe('done');
    return peak;
  };

  it.each([
    { events: 50_000, bytes: 300 },
    { events: 6_000, bytes: 60_000 },
  ])(
    'reads $events events of $bytes bytes in bounded memory',
    async ({ events, bytes }) => {
      await publish(events, bytes);
      const peak = await readAll();
      const { rows } = await database.pool.query<{ n: number }>('select sum(n)::int as n from sums');
      expect(rows[0]?.n).toBe(events);
      expect(peak).toBeLessThan(400);
    },
    240_000,
  );
});
