import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabase, testStack, type TestDatabase } from '@rapport/testing';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import type { IdempotencyKey } from './command.ts';
import type { FailPoint } from './fail-point.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { quiet } from './quiet.ts';
import { tally } from './tally.fixture.ts';

// What is spent is recorded as ten and more: the published language has no event of its own for specs.
const SPENT = 10;
const purse: typeof tally = {
  ...tally,
  kind: 'purse',
  decide(command, state) {
    const { events, ...rest } = tally.decide(command, state);
    return {
      ...rest,
      events: events.map(({ type, data }) => ({
        type,
        data: { ...data, value: data.value < 0 ? SPENT - data.value : data.value },
      })),
    };
  },
  evolve: (state, { data: { value } }) => ({ ...state, value: state.value + (value > SPENT ? SPENT - value : value) }),
};
const low = { slug: 'balance-too-low', message: 'It would fall below zero.' };

describe('a refusal under an idempotency key', () => {
  let database: TestDatabase;
  let here: Messaging;
  let there: Messaging;
  let reached: (point: FailPoint) => Promise<void> | undefined;
  const processes = (): Messaging[] => [here, there];

  beforeAll(async () => {
    database = await testDatabase();
    const { brokers } = await testStack();
    const parts = { deciders: [purse], projections: [], policies: [], log: quiet };
    const options = { service: 'analytics', database: database.url, brokers, ...parts } as const;
    here = createMessaging(options);
    there = createMessaging({ ...options, reached: point => reached(point) });
    reached = () => undefined;
  });
  afterAll(async () => {
    await Promise.all(processes().map(messaging => messaging.stop()));
    await database.drop();
  });

  const keyed = (value: string, bodyHash = 'x', open: IdempotencyKey['open'] = []): IdempotencyKey => ({
    caller: 'me',
    value,
    bodyHash,
    open,
  });
  const add = (messaging: Messaging, subject: string, by: number, key?: IdempotencyKey, claim?: string) =>
    messaging.handle(
      purse,
      subject,
      { type: 'Add', customerId: subject, by, ...(claim !== undefined && { claim }) },
      { subject, actor: 'a', key },
    );
  const value = async (subject: string): Promise<number> => (await here.load(purse, subject))?.state.value ?? 0;

  /** Stops the other process between its decision and its write, until `wake` is called. */
  function stopThere(): { stopped: Promise<void>; wake: () => void } {
    const [stop, sleep] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    reached = point => {
      if (point !== 'writing') return undefined;
      reached = () => undefined;
      stop.resolve();
      return sleep.promise;
    };
    return { stopped: stop.promise, wake: () => sleep.resolve() };
  }

  it('is given again, also where the state would allow it now', async () => {
    const [subject, key] = [randomUUID(), keyed(randomUUID())];
    await expect(add(here, subject, -1, key)).rejects.toMatchObject(low);
    await add(here, subject, 5);
    for (const messaging of processes())
      await expect(add(messaging, subject, -1, key)).rejects.toMatchObject({ ...low, errors: [] });
    expect(await value(subject)).toBe(5);
    await add(here, subject, -1, keyed(randomUUID()));
    expect(await value(subject)).toBe(4);
  });

  it('is not for another body, nor for another caller', async () => {
    const [subject, key] = [randomUUID(), keyed(randomUUID())];
    await expect(add(here, subject, -1, key)).rejects.toMatchObject(low);
    await expect(add(here, subject, 1, { ...key, bodyHash: 'y' })).rejects.toMatchObject({ slug: 'key-reused' });
    await add(here, subject, 1, { ...key, caller: 'you' });
    expect(await value(subject)).toBe(1);
  });

  it('is the answer to a process that decided otherwise before, was stopped and writes only now', async () => {
    const [subject, key] = [randomUUID(), keyed(randomUUID())];
    await add(here, subject, 5);
    const { stopped, wake } = stopThere();
    const late = add(there, subject, -3, key);
    await stopped;
    await add(here, subject, -5);
    await expect(add(here, subject, -3, key)).rejects.toMatchObject(low);
    await add(here, subject, 5);
    wake();
    await expect(late).rejects.toMatchObject(low);
    expect(await value(subject)).toBe(5);
  });

  it('is the answer where the late stream has not moved and the key alone tells', async () => {
    const [subject, poor, key] = [randomUUID(), randomUUID(), keyed(randomUUID())];
    const { stopped, wake } = stopThere();
    const late = add(there, subject, 3, key);
    await stopped;
    await expect(add(here, poor, -3, key)).rejects.toMatchObject(low);
    wake();
    await expect(late).rejects.toMatchObject(low);
    expect(await value(subject)).toBe(0);
  });

  it('gives way to what another process accepted before it was written', async () => {
    const [subject, key] = [randomUUID(), keyed(randomUUID())];
    const { stopped, wake } = stopThere();
    const late = add(there, subject, -3, key);
    await stopped;
    await add(here, subject, 5);
    const { sequence } = await add(here, subject, -3, key);
    wake();
    expect(await late).toMatchObject({ repeated: true, sequence });
    expect(await value(subject)).toBe(2);
  });

  it('is kept too where another stream holds the value claimed', async () => {
    const [holder, subject, key, name] = [randomUUID(), randomUUID(), keyed(randomUUID()), randomUUID()];
    await add(here, holder, 1, undefined, name);
    await expect(add(here, subject, 1, key, name)).rejects.toMatchObject({ slug: 'already-claimed' });
    await database.pool.query('delete from messaging.claims where stream = $1', [`purse-${holder}`]);
    await expect(add(there, subject, 1, key, name)).rejects.toMatchObject({ slug: 'already-claimed' });
    expect(await value(subject)).toBe(0);
  });

  it('is not kept where the caller leaves it open, or where there is no key', async () => {
    const [subject, key] = [randomUUID(), randomUUID()];
    for (const open of ['all', ['balance-too-low']] as const)
      await expect(add(here, subject, -1, keyed(key, 'x', open))).rejects.toMatchObject(low);
    await expect(add(here, subject, -1)).rejects.toMatchObject(low);
    await add(here, subject, 1);
    await add(here, subject, -1, keyed(key));
    expect(await value(subject)).toBe(0);
  });

  it('is kept for each of many, beside what was accepted', async () => {
    const [subject, poor] = [randomUUID(), randomUUID()];
    const commands = [
      [subject, 2],
      [poor, -1],
    ] as const;
    const many = commands.map(([id, by]) => ({
      id,
      command: { type: 'Add', customerId: id, by } as const,
      context: { subject: id, actor: 'a', key: keyed(`many ${id}`) },
    }));
    const first = await here.handleMany(purse, many);
    await add(here, poor, 9);
    const again = await there.handleMany(purse, many);
    expect(first.map(({ ok }) => ok)).toEqual([true, false]);
    expect(again.map(outcome => (outcome.ok ? outcome.repeated : outcome.error))).toEqual([
      true,
      expect.objectContaining(low),
    ]);
    expect([await value(subject), await value(poor)]).toEqual([2, 9]);
  });

  it('never changes an answer, whatever is sent again to either process and however they interleave', async () => {
    const sending = fc.record({ process: fc.nat(1), key: fc.nat(5), atOnce: fc.boolean() });
    const amounts = fc.array(fc.integer({ min: -4, max: 3 }), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(amounts, fc.array(sending, { minLength: 8, maxLength: 24 }), async (by, sendings) => {
        const [subject, run] = [randomUUID(), randomUUID()];
        const answers = new Map<number, Set<string>>();
        const send = async ({ process, key }: { process: number; key: number }): Promise<void> => {
          const amount = by[key] === 0 ? 1 : (by[key] ?? 1);
          const answer = await add(process === 0 ? here : there, subject, amount, keyed(`${run} ${key}`)).then(
            ({ sequence }) => `accepted as ${sequence}`,
            (error: unknown) => String(error instanceof Error && 'slug' in error ? error.slug : error),
          );
          answers.set(key, (answers.get(key) ?? new Set()).add(answer));
        };
        let underWay: Promise<void>[] = [];
        for (const each of sendings) {
          underWay.push(send(each));
          if (each.atOnce) continue;
          await Promise.all(underWay);
          underWay = [];
        }
        await Promise.all(underWay);
        expect([...answers.values()].map(({ size }) => size)).toEqual([...answers].map(() => 1));
        const accepted = [...answers].filter(([, set]) => [...set].some(answer => answer.startsWith('accepted')));
        expect(await value(subject)).toBe(
          accepted.reduce((sum, [key]) => sum + (by[key] === 0 ? 1 : (by[key] ?? 1)), 0),
        );
      }),
      { numRuns: 30 },
    );
  });
});
