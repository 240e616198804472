import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { UnavailableError } from './errors.ts';
import { definePolicy } from './handlers.ts';
import { ignoring } from './ignoring.ts';
import { createMessaging, type Messaging, type MessagingOptions } from './messaging.ts';
import { quiet } from './quiet.ts';
import { sums, SUMS_TABLE } from './sums.fixture.ts';
import { tally, type TallyCommand } from './tally.fixture.ts';

const add = (customerId: string, by: number): TallyCommand => ({ type: 'Add', customerId, by });

const echo = definePolicy({
  name: 'echo-sevens',
  from: ['analytics'] as const,
  workOnImported: false,
  on: {
    ...ignoring(analyticsEvents),
    SatisfactionMoved: ({ data, subject }) =>
      data.value === 7
        ? [{ decider: 'tally', id: `${data.customerId}-echo`, subject, command: add(data.customerId, 1) }]
        : [],
  },
});

describe('from a command to a read model', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  const running: Messaging[] = [];

  beforeAll(async () => {
    [database, topics] = await Promise.all([testDatabase(), testTopics()]);
    await database.pool.query(SUMS_TABLE);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(messaging => messaging.stop()));
  });
  afterAll(async () => {
    await topics.remove();
    await database.drop();
  });

  const start = async (rest: Partial<MessagingOptions> = {}): Promise<Messaging> => {
    const messaging = createMessaging({
      service: 'analytics',
      database: database.url,
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      deciders: [tally],
      projections: [sums],
      policies: [echo],
      log: quiet,
      sessionTimeoutMs: 6000,
      ...rest,
    });
    running.push(messaging);
    await messaging.start();
    return messaging;
  };
  const ready = (messaging: Messaging) => eventually(() => expect(messaging.ready()).toEqual([]));
  const sumOf = async (customer: string): Promise<{ value: number; n: number } | undefined> =>
    (await database.pool.query('select value, n from sums where customer = $1', [customer])).rows[0];

  it('shows an acknowledged command in the read model, and lets its writer wait for it', async () => {
    const messaging = await start();
    await ready(messaging);
    const customer = randomUUID();
    const { token } = await messaging.handle(tally, customer, add(customer, 3), { subject: customer, actor: 'a' });
    await eventually(() => messaging.after(token));
    expect(await sumOf(customer)).toEqual({ value: 3, n: 1 });
    await expect(messaging.after(token.replace(/1$/, '9'))).rejects.toBeInstanceOf(UnavailableError);
    await eventually(async () => expect(await messaging.figures()).toMatchObject({ outbox: 0, lag: 0, todo: 0 }));
  });

  it('carries out the wish of a policy once', async () => {
    const messaging = await start();
    const customer = randomUUID();
    await messaging.handle(tally, customer, add(customer, 7), { subject: customer, actor: 'a' });
    await eventually(async () => expect(await sumOf(customer)).toEqual({ value: 8, n: 2 }));
    expect((await messaging.load(tally, `${customer}-echo`))?.state.value).toBe(1);
  });

  it('rings what is due without anybody asking', async () => {
    const messaging = await start();
    const customer = randomUUID();
    await messaging.handle(
      tally,
      customer,
      { type: 'RingAt', customerId: customer, at: '' },
      { subject: customer, actor: 'a' },
    );
    await database.pool.query(
      `update messaging.streams set next_due = now(), state = state || '{"ringAt":"2020-01-01T00:00:00.000Z"}' where stream = $1`,
      [`tally-${customer}`],
    );
    await eventually(async () => expect((await messaging.load(tally, customer))?.state.ringAt).toBeNull());
    await eventually(async () => expect((await messaging.load(tally, customer))?.version).toBe(2));
  });

  it('parks an event that can not be told, with what follows for its subject, and nothing of the others', async () => {
    const messaging = await start();
    const [poisoned, healthy] = [randomUUID(), randomUUID()];
    for (const [customer, by] of [
      [poisoned, 1],
      [poisoned, 13],
      [healthy, 2],
      [poisoned, 4],
      [healthy, 5],
    ] as const) {
      await messaging.handle(tally, customer, add(customer, by), { subject: customer, actor: 'a' });
    }
    await eventually(async () => expect(await messaging.parked.list({}, 10)).toHaveLength(2));
    await eventually(async () => expect(await sumOf(healthy)).toEqual({ value: 7, n: 2 }));
    expect(await sumOf(poisoned)).toEqual({ value: 1, n: 1 });
    const [first, second] = await messaging.parked.list({}, 10);
    expect([first?.reason, second?.reason]).toEqual(['thirteen can not be told', 'follows a parked event']);
    expect(await messaging.parked.retry(second?.id ?? 0, 'spec')).toMatchObject({
      retried: 0,
      failed: [{ id: first?.id, reason: 'thirteen can not be told' }],
    });
    expect(await messaging.parked.drop(first?.id ?? 0, 'spec', 'can never be told')).toMatchObject({ waiting: 1 });
    expect(await messaging.parked.retry(second?.id ?? 0, 'spec')).toMatchObject({ retried: 1, failed: [] });
    expect(await sumOf(poisoned)).toEqual({ value: 5, n: 2 });
  });

  it('reads on where the database says, whatever the group remembers, and shares partitions with a second process', async () => {
    const first = await start();
    const customers = Array.from({ length: 40 }, () => randomUUID());
    const write = (by: number) =>
      Promise.all(
        customers.map(customer => first.handle(tally, customer, add(customer, by), { subject: customer, actor: 'a' })),
      );
    await write(1);
    const second = await start();
    await write(2);
    await ready(second);
    await write(3);
    await eventually(async () => {
      for (const customer of customers) expect(await sumOf(customer)).toEqual({ value: 6, n: 3 });
    });
    await running.pop()?.stop();
    await write(4);
    await eventually(async () => {
      for (const customer of customers) expect(await sumOf(customer)).toEqual({ value: 10, n: 4 });
    });
  });
});
