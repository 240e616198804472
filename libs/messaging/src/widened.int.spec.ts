import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { analyticsEvents, eventTopic } from '@rapport/contracts';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { fromMessage } from './cloud-event.ts';
import { EventConsumer } from './consumer.ts';
import type { Fill } from './gap.ts';
import { defineProjection } from './handlers.ts';
import { ignoring } from './ignoring.ts';
import { createSender, partitionOf, type Sender } from './kafka.ts';
import { numbered } from './parked.fixture.ts';
import { listParked } from './parked.ts';
import { UNASKED } from './parking.ts';
import { quiet } from './quiet.ts';
import { withTopics } from './topics.ts';

const BEFORE = 8;
const NOW = 16;

const told = defineProjection({
  name: 'told',
  from: ['analytics'] as const,
  begin: (): { customer: string; value: number }[] => [],
  on: {
    ...ignoring(analyticsEvents),
    SatisfactionMoved({ data }, rows: { customer: string; value: number }[]) {
      rows.push({ customer: data.customerId, value: data.value });
    },
  },
  async commit(rows, tx) {
    for (const { customer, value } of rows)
      await tx.query('insert into told (customer, value) values ($1, $2)', [customer, value]);
  },
});

/** It reads from the beginning: the earlier events of a customer lie in one partition and the later ones in another. */
describe('a reader that begins after partitions were added', () => {
  const subjects = Array.from({ length: 40 }, () => randomUUID()).filter(key => partitionOf(key, NOW) >= BEFORE);
  let database: TestDatabase;
  let topics: Awaited<ReturnType<typeof testTopics>>;
  let sender: Sender;
  let reader: EventConsumer;
  let topic: string;

  beforeAll(async () => {
    database = await testDatabase();
    await database.pool.query(
      'create table told (place bigint generated always as identity, customer uuid, value int)',
    );
  });
  beforeEach(async () => {
    topics = await testTopics();
    topic = eventTopic('analytics', topics.prefix);
    sender = createSender({ brokers: topics.brokers, clientId: 'spec' });
    await database.pool.query('truncate told, messaging.positions, messaging.sequences, messaging.parked');
  });
  afterEach(async () => {
    await reader.stop();
    await sender.close();
    await topics.remove();
  });
  afterAll(() => database.drop());

  const widen = () =>
    withTopics({ brokers: topics.brokers, clientId: 'spec' }, present => present.addPartitions([topic], NOW));
  const start = (fill: Fill | undefined, gapWaitsMs: number): void => {
    reader = new EventConsumer({
      pool: database.pool,
      service: 'loyalty',
      brokers: topics.brokers,
      topicPrefix: topics.prefix,
      groupId: `${topics.prefix}loyalty`,
      sessionTimeoutMs: 6000,
      readers: { projections: [told], policies: [] },
      log: quiet,
      fill,
      gapWaitsMs,
      onTodos: () => undefined,
    });
    reader.start();
  };
  const heard = async () =>
    (await database.pool.query('select customer, array_agg(value order by place) as values from told group by 1')).rows;
  const eachHeard = (values: readonly number[]) =>
    expect.arrayContaining(subjects.map(customer => ({ customer, values })));

  /** In each partition of before something that stops its reader for a while, and behind it the earlier events. */
  const writeBehindGaps = async (): Promise<Set<string>> => {
    const places = Map.groupBy(
      Array.from({ length: 200 }, () => randomUUID()),
      key => partitionOf(key, BEFORE),
    );
    const keys = [...places.values()].flatMap(([key]) => key ?? []);
    const blockers = keys.map(key => ({ ...numbered(randomUUID(), 2), key }));
    await sender.send(topic, BEFORE, blockers);
    await sender.send(
      topic,
      BEFORE,
      subjects.flatMap(subject => [1, 2, 3].map(n => numbered(subject, n))),
    );
    await widen();
    const later = subjects.flatMap(subject => [4, 5].map(n => numbered(subject, n)));
    // Refused, and nothing sent, until the broker tells of the partitions.
    await eventually(() => sender.send(topic, NOW, later));
    return new Set(blockers.map(({ headers }) => headers.ce_id ?? ''));
  };

  it('waits for the earlier ones where nobody can be asked, and says so of what does not come', async () => {
    const blockers = await writeBehindGaps();
    start(undefined, 3_000);
    await eventually(() => expect(reader.ready()).toEqual([expect.stringContaining(`${UNASKED}: ${topic}/`)]));
    await eventually(async () => expect(await heard()).toEqual(eachHeard([1, 2, 3, 4, 5])), 40_000);
    const parked = await listParked(database.pool, {}, 100);
    expect(new Set(parked.map(({ eventId }) => eventId))).toEqual(blockers);
    expect(new Set(parked.map(({ reason }) => reason))).toEqual(new Set([UNASKED]));
    await eventually(() => expect(reader.ready()).toEqual([]));
  });

  it('asks the owner only for what the lower partitions do not have', async () => {
    const blockers = await writeBehindGaps();
    const asked: string[] = [];
    start(async (_source, subject) => {
      asked.push(subject);
      return [fromMessage(numbered(subject, 1))];
    }, 60_000);
    await eventually(async () => expect(await heard()).toEqual(eachHeard([1, 2, 3, 4, 5])), 40_000);
    expect(subjects.filter(subject => asked.includes(subject))).toEqual([]);
    expect(asked.length).toBe(blockers.size);
    expect(await listParked(database.pool, {}, 100)).toEqual([]);
  });
});
