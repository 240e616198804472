import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { numbered, openDesk, range, type Desk } from './parked.fixture.ts';
import { dropParked, listParked, readParked } from './parked.ts';
import { retryAllParked, retryParked } from './retry-parked.ts';

const plans = fc.record({
  subjects: fc.integer({ min: 1, max: 3 }),
  events: fc.integer({ min: 3, max: 15 }),
  broken: fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 15 })), { minLength: 1, maxLength: 4 }),
  batches: fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 6 }),
  mendedAfterMs: fc.nat(60),
  people: fc.array(fc.constantFrom('one', 'all', 'drop'), { minLength: 2, maxLength: 4 }),
});

describe('people and the reader at work on the same subjects', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.database.drop());

  it('apply every event that nobody dropped, once and in order, and leave none hanging', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async ({ subjects: n, events, broken, batches, mendedAfterMs, people }) => {
        await desk.begin();
        const { pool } = desk.database;
        const subjects = Array.from({ length: n }, () => randomUUID());
        for (const [index, number] of broken) desk.broken.add(`${subjects[index] ?? ''}/${number}`);
        const dropped = new Set<string>();
        let reading = true;
        const reader = async (): Promise<void> => {
          const log = range(1, events).flatMap(number => subjects.map(subject => numbered(subject, number)));
          for (let i = 0, turn = 0; i < log.length; turn++) {
            const size = batches[turn % batches.length] ?? 1;
            await desk.read(...log.slice(i, i + size));
            i += size;
          }
          reading = false;
        };
        const person = async (does: 'one' | 'all' | 'drop'): Promise<void> => {
          while (reading) {
            const waiting = await listParked(pool, { heads: does === 'drop' }, 5);
            const chosen = waiting.at(-1);
            if (does === 'all') await retryAllParked(pool, desk.readers, {});
            else if (chosen && does === 'one') await retryParked(pool, desk.readers, chosen.id);
            else if (chosen) {
              const whole = await readParked(pool, chosen.id);
              if (await dropParked(pool, chosen.id, 'spec', 'for good'))
                dropped.add(`${chosen.subject}/${whole?.headers.ce_sequence}`);
              await sleep(20);
            }
            await sleep(2);
          }
        };
        const mending = sleep(mendedAfterMs).then(() => desk.broken.clear());
        await Promise.all([reader(), mending, ...people.map(person)]);
        // Whoever presses last finds all that there is, or nothing: two at once do no harm either.
        await Promise.all([retryAllParked(pool, desk.readers, {}), retryAllParked(pool, desk.readers, {})]);
        expect(await listParked(pool, {}, 10)).toEqual([]);
        for (const subject of subjects) {
          const kept = range(1, events).filter(number => !dropped.has(`${subject}/${number}`));
          expect(await desk.told(subject)).toEqual(kept);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not park what arrives while the last of its subject is applied, but applies it afterwards', async () => {
    await desk.begin();
    const subject = randomUUID();
    desk.broken.add(`${subject}/1`);
    await desk.read(numbered(subject, 1));
    desk.broken.clear();
    const { promise: read, resolve } = Promise.withResolvers<void>();
    desk.meanwhile(async () => {
      void desk.read(numbered(subject, 2)).then(resolve);
      await sleep(200);
    });
    const [parked] = await listParked(desk.database.pool, {}, 1);
    await retryParked(desk.database.pool, desk.readers, parked?.id ?? 0);
    await read;
    expect(await listParked(desk.database.pool, {}, 1)).toEqual([]);
    expect(await desk.told(subject)).toEqual([1, 2]);
  });

  it('tells who drops an event of what is being parked behind it just now', async () => {
    await desk.begin();
    const [subject, other] = [randomUUID(), randomUUID()];
    desk.broken.add(`${subject}/1`);
    await desk.read(numbered(subject, 1));
    const [parked] = await listParked(desk.database.pool, {}, 1);
    const { promise: dropped, resolve } = Promise.withResolvers<unknown>();
    desk.meanwhile(async () => {
      void dropParked(desk.database.pool, parked?.id ?? 0, 'spec', 'for good').then(resolve);
      await sleep(200);
    });
    await desk.read(numbered(subject, 2), numbered(other, 1));
    expect(await dropped).toMatchObject({ waiting: 1 });
    await retryAllParked(desk.database.pool, desk.readers, {});
    expect(await desk.told(subject)).toEqual([2]);
  });
});
