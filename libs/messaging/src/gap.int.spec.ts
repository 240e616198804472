import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { analyticsEvents, eventTopic, PARTITIONS, type RecordedEvent } from '@rapport/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { fromMessage, type Message } from './cloud-event.ts';
import { EventConsumer } from './consumer.ts';
import type { Fill } from './gap.ts';
import { defineProjection } from './handlers.ts';
import { ignoring } from './ignoring.ts';
import { createSender, type Sender } from './kafka.ts';
import { numbered } from './parked.fixture.ts';
import { listParked } from './parked.ts';
import { quiet } from './quiet.ts';

/** Keeps what it is told in the order in which it is told, twice if it is told twice. */
const order = defineProjection({
  name: 'told',
  from: ['analytics'] as const,
  begin: (): { customer: string; value: number }[] => [],
  on: {
    ...ignoring(analyticsEvents),
    SatisfactionMoved({ data }, told: { customer: string; value: number }[]) {
      told.push({ customer: data.customerId, value: data.value });
    },
  },
  async commit(told, tx) {
    for (const { customer, value } of told)
      await tx.query('insert into told (customer, value) values ($1, $2)', [customer, value]);
  },
});

describe('a reader before whose event others are missing', () => {
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let sender: Sender;
  const running: EventConsumer[] = [];

  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query(
      'create table told (place bigint generated always as identity, customer uuid not null, value float8 not null)',
    );
  });
  beforeEach(async () => {
    topics = await testTopics();
    sender = createSender({ brokers: topics.brokers, clientId: 'spec' });
    await database.pool.query('truncate told, messaging.positions, messaging.sequences, messaging.parked');
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(consumer => consumer.stop()));
    await sender.close();
    await topics.remove();
  });
  afterAll(() => database.drop());

  const read = (fill: Fill, gapWaitsMs = 200): void => {
    const consumer = new EventConsumer({
      pool: database.pool,
      service: 'loyalty',
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      groupId: `${topics.prefix}loyalty`,
      sessionTimeoutMs: 6000,
      readers: { projections: [order], policies: [] },
      log: quiet,
      fill,
      gapWaitsMs,
      onTodos: () => undefined,
    });
    running.push(consumer);
    consumer.start();
  };
  const send = (messages: readonly Message[]) =>
    sender.send(eventTopic('analytics', topics.prefix), PARTITIONS, messages);
  const told = async (customer: string): Promise<number[]> =>
    (
      await database.pool.query<{ value: number }>('select value from told where customer = $1 order by place', [
        customer,
      ])
    ).rows.map(({ value }) => value);
  const parked = () => listParked(database.pool, {}, 10);

  /** The log of one subject, of which the second event did not arrive; another's follow in the same partition. */
  const holed = () => {
    const [subject, neighbour] = [randomUUID(), randomUUID()];
    const [first, second, third] = [numbered(subject, 1), numbered(subject, 2), numbered(subject, 3)];
    const others = [1, 2].map(sequence => ({ ...numbered(neighbour, sequence), key: subject }));
    return {
      subject,
      neighbour,
      arrived: [first, third, ...others],
      missing: fromMessage(second),
      all: [first, second, third],
    };
  };

  it('asks their owner, and tells them in order with those that follow', async () => {
    const { subject, neighbour, arrived, all } = holed();
    const asked: unknown[] = [];
    read(async (...question) => {
      asked.push(question);
      return all.map(fromMessage).filter(({ sequence }) => sequence > question[2]);
    });
    await send(arrived);
    await eventually(async () => expect(await told(neighbour)).toEqual([1, 2]));
    expect(await told(subject)).toEqual([1, 2, 3]);
    expect(asked).toEqual([['analytics', subject, 1]]);
    expect(await parked()).toEqual([]);
  });

  it('asks soon, however long it would wait for an owner that does not answer', async () => {
    const { subject, arrived, all } = holed();
    read(async (_source, _subject, after) => all.map(fromMessage).filter(({ sequence }) => sequence > after), 600_000);
    await send(arrived);
    await eventually(async () => expect(await told(subject)).toEqual([1, 2, 3]));
  });

  it('goes on with the next event as if nothing had been missing', async () => {
    const { subject, arrived, missing } = holed();
    read(async () => [missing]);
    await send(arrived);
    await eventually(async () => expect(await told(subject)).toEqual([1, 2, 3]));
    await send([numbered(subject, 4)]);
    await eventually(async () => expect(await told(subject)).toEqual([1, 2, 3, 4]));
    expect(await parked()).toEqual([]);
  });

  it('asks again while the owner can not be asked, and loses nothing meanwhile', async () => {
    const { subject, neighbour, arrived, missing } = holed();
    let times = 0;
    read(async () => {
      if (++times < 3) throw new Error('analytics answers 503');
      return [missing];
    });
    await send(arrived);
    await eventually(async () => expect(await told(neighbour)).toEqual([1, 2]));
    expect(await told(subject)).toEqual([1, 2, 3]);
    expect(times).toBe(3);
    expect(await parked()).toEqual([]);
  });

  const nothing: readonly RecordedEvent[] = [];
  it.each([
    ['has nothing', () => nothing],
    ['has only what came', (third: RecordedEvent) => [third]],
  ])('parks the event where the owner %s, and goes on with the others', async (_, given) => {
    const { subject, neighbour, arrived, all } = holed();
    read(async () => given(fromMessage(all[2] ?? numbered(subject, 3))));
    await send(arrived);
    await eventually(async () => expect(await told(neighbour)).toEqual([1, 2]));
    expect(await told(subject)).toEqual([1]);
    const reasons = (await parked()).map(({ reason, type }) => ({ reason, type }));
    expect(reasons).toEqual([
      { reason: 'events before this one are missing, and their owner does not have them', type: 'SatisfactionMoved' },
    ]);
  });
});
