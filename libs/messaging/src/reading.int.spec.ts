import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { applyBatch } from './apply-batch.ts';
import type { Fetched } from './kafka.ts';
import { numbered, TOPIC } from './parked.fixture.ts';
import { SUMS_TABLE, sums } from './sums.fixture.ts';

interface Log {
  readonly messages: readonly Fetched[];
  readonly totals: ReadonlyMap<string, number>;
}

/** What lies in one partition: events of some subjects in order, any of them again at any later place. */
const logs = fc
  .array(
    fc.record({
      subject: fc.nat(3),
      value: fc.integer({ min: 14, max: 90 }),
      again: fc.array(fc.nat(8), { maxLength: 2 }),
    }),
    {
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((told): Log => {
    const subjects = Array.from({ length: 4 }, () => randomUUID());
    const numbers = new Map<string, number>();
    const totals = new Map<string, number>();
    const places: { at: number; message: Omit<Fetched, 'offset'> }[] = [];
    for (const [i, { subject: index, value, again }] of told.entries()) {
      const subject = subjects[index] ?? '';
      const sequence = (numbers.get(subject) ?? 0) + 1;
      numbers.set(subject, sequence);
      totals.set(subject, (totals.get(subject) ?? 0) + value);
      const message = numbered(subject, sequence, value);
      for (const later of [0, ...again]) places.push({ at: i + later, message });
    }
    places.sort((a, b) => a.at - b.at);
    return { messages: places.map(({ message }, offset) => ({ ...message, offset })), totals };
  });

describe('reading a partition', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query(SUMS_TABLE);
  });
  afterAll(() => database.drop());

  const begin = async (): Promise<void> => {
    await database.pool.query('truncate sums, messaging.positions, messaging.sequences, messaging.parked');
    await database.pool.query(`insert into messaging.positions values ($1, 0, 'spec', 0)`, [TOPIC]);
  };
  const apply = (messages: readonly Fetched[]) =>
    applyBatch(database.pool, { projections: [sums], policies: [] }, { topic: TOPIC, source: 'analytics', messages });
  const told = async (): Promise<Map<string, number>> =>
    new Map(
      (await database.pool.query<{ customer: string; value: number }>('select customer, value from sums')).rows.map(
        r => [r.customer, r.value],
      ),
    );

  it('gives a fold of the log, however it is cut, doubled and read again from an earlier place', async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 12 })), { maxLength: 6 }),
        async (log, restarts) => {
          await begin();
          // Readers that lost their place start anywhere at or before where the database is, as after a crash.
          for (const [from, count] of restarts) {
            const next =
              (await database.pool.query<{ next: number }>('select next_offset as next from messaging.positions'))
                .rows[0]?.next ?? 0;
            const start = Math.min(from, next);
            await apply(log.messages.slice(start, start + count).concat());
          }
          const next =
            (await database.pool.query<{ next: number }>('select next_offset as next from messaging.positions')).rows[0]
              ?.next ?? 0;
          await apply(log.messages.slice(next));
          expect(await told()).toEqual(new Map(log.totals));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes no further than an event before which others are missing', async () => {
    await begin();
    const subject = randomUUID();
    const messages = [1, 3, 4].map((sequence, offset) => ({
      ...numbered(subject, sequence, 20),
      topic: TOPIC,
      partition: 0,
      offset,
    }));
    const { gaps, next } = await apply(messages);
    expect(gaps.map(gap => gap.offset)).toEqual([1]);
    expect(next.get(0)).toBe(1);
    expect(await told()).toEqual(new Map([[subject, 20]]));
  });

  it('applies nothing of a batch that does not continue where the database is', async () => {
    await begin();
    const subject = randomUUID();
    const place = (offset: number) => ({ topic: TOPIC, partition: 0, offset });
    const [first, second, third] = [1, 2, 3].map(n => ({ ...numbered(subject, n, 20), ...place(n - 1) }));
    if (!first || !second || !third) throw new Error('three events were made');
    await expect(apply([second])).rejects.toThrow('is at 0, but the batch begins at 1');
    await expect(apply([first, third])).rejects.toThrow('is at 1, but the batch begins at 2');
    expect(await told()).toEqual(new Map());
    await apply([first, second, third]);
    expect(await told()).toEqual(new Map([[subject, 60]]));
  });

  it('stops where a known number comes with another event', async () => {
    await begin();
    const subject = randomUUID();
    const place = (offset: number) => ({ topic: TOPIC, partition: 0, offset });
    await apply([{ ...numbered(subject, 1, 20), ...place(0) }]);
    await expect(apply([{ ...numbered(subject, 1, 30), ...place(1) }])).rejects.toThrow('diverged');
    expect(await told()).toEqual(new Map([[subject, 20]]));
  });

  it('leaves a later owner alone: what was read before the position moved on is dropped', async () => {
    await begin();
    const subject = randomUUID();
    const messages = [1, 2].map((sequence, offset) => ({
      ...numbered(subject, sequence, 20),
      topic: TOPIC,
      partition: 0,
      offset,
    }));
    await Promise.all([apply(messages), apply(messages), apply(messages)]);
    expect(await told()).toEqual(new Map([[subject, 40]]));
  });
});
