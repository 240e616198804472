import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { customersTopic, eventTopic, PARTITIONS } from '@rapport/contracts';
import { startKafka, type Stack } from '@rapport/local';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { markChanged, publishChanged } from './compacted.ts';
import { boundsOf, createSender, type Sender, type Stamped } from './kafka.ts';
import { lateNetwork, type LateNetwork } from './late-network.fixture.ts';
import { Lease } from './lease.ts';
import { createMessaging } from './messaging.ts';
import { migrateMessaging } from './migrate.ts';
import { transaction } from './pool.ts';
import { quiet } from './quiet.ts';
import { createRelay } from './relay.ts';
import { adding } from './restored.fixture.ts';
import { sums, SUMS_TABLE } from './sums.fixture.ts';
import { tally } from './tally.fixture.ts';
import { readRange } from './topic-range.ts';

const PORTS = { kafka: 4952, kafkaController: 4953 };
const BESIDE = 4954;
const FAR = 4955;

/* A broker that is also reached by a network that keeps what it was given, and hands it over when the sender is long gone. */
let kafka: Stack;
let network: LateNetwork;
let database: TestDatabase;
let topics: Awaited<ReturnType<typeof testTopics>>;
let lease: Lease;
let near: Sender;
let far: Sender;

beforeAll(async () => {
  kafka = await startKafka({ dir: '.rapport/given-up', ports: PORTS, kafka: twoListeners });
  network = await lateNetwork(BESIDE, FAR);
}, 180_000);
afterAll(async () => {
  await network.close();
  await kafka.stop({ purge: true });
}, 60_000);
beforeEach(async () => {
  [database, topics] = await Promise.all([testDatabase(), testTopics(kafka.brokers)]);
  await migrateMessaging(database.url);
  lease = new Lease(database.pool, 'relay', 60_000);
  await lease.hold();
  near = createSender({ brokers: kafka.brokers, clientId: 'near' });
  far = createSender({ brokers: [`127.0.0.1:${FAR}`], clientId: 'far' });
});
afterEach(async () => {
  await near.close();
  await database.drop();
});

const lies = async (topic: string): Promise<Stamped[]> => {
  const client = { brokers: kafka.brokers, clientId: 'spec' };
  const { starts, ends } = await boundsOf(client, topic);
  return readRange(client, topic, starts, ends);
};
/** Gives the far sender up with what it sends before the broker has heard of it. */
const giveUp = async (send: () => Promise<unknown>): Promise<void> => {
  network.hold();
  const abandoned = send().catch(() => undefined);
  await eventually(() => expect(network.holds()).toBe(true));
  await far.close();
  await abandoned;
};

describe('a document that a sender was given up with', () => {
  const customer = randomUUID();
  beforeEach(() => publish(far, 'first'));

  const publish = async (sender: Sender, name: string, under = lease): Promise<void> => {
    await transaction(database.pool, tx => markChanged(tx, [customer]));
    await database.pool.query('update messaging.compacted set sent_at = null');
    const documents = new Map([[customer, { name }]]);
    const { signal } = new AbortController();
    const how = { topicPrefix: topics.prefix, partitions: PARTITIONS, lease: under, signal, tooLarge: () => undefined };
    await publishChanged(database.pool, async () => documents, sender, how);
  };
  const names = async (): Promise<string[]> =>
    (await lies(customersTopic(topics.prefix))).map(
      ({ value }) => (JSON.parse(String(value)) as { name: string }).name,
    );

  it('is not taken behind a newer document, however late it comes', async () => {
    await giveUp(() => publish(far, 'second'));
    await publish(near, 'third');
    await network.release();
    expect(await names()).toEqual(['first', 'third']);
  });

  it('is not taken behind a newer document of whoever has the lease after it', async () => {
    await giveUp(() => publish(far, 'second'));
    await lease.release();
    const other = new Lease(database.pool, 'relay', 60_000);
    await other.hold();
    await publish(near, 'third', other);
    await network.release();
    expect(await names()).toEqual(['first', 'third']);
    await expect(publish(near, 'fourth')).rejects.toThrow("the lease 'relay' was lost");
  });

  it('is taken when it comes before anything newer', async () => {
    await giveUp(() => publish(far, 'second'));
    await network.release();
    await publish(near, 'third');
    expect(await names()).toEqual(['first', 'second', 'third']);
  });

  it('is not mistaken for what a restored database sends', async () => {
    await publish(near, 'second');
    await database.pool.query(`update messaging.turns set number = 0, found_on = 'a server of before'`);
    await publish(near, 'third');
    expect(await names()).toEqual(['first', 'second', 'third']);
  });

  it('does not stand in the way for long where brokers know of later turns than were taken', async () => {
    await publish(near, 'second');
    await publish(near, 'third');
    await database.pool.query('update messaging.turns set number = 0');
    await expect(publish(near, 'fourth')).rejects.toThrow('a later turn');
    await publish(near, 'fifth');
    expect(await names()).toEqual(['first', 'second', 'third', 'fifth']);
  });
});

describe('events that a sender was given up with', () => {
  const customers = Array.from({ length: 20 }, () => randomUUID());

  it('are there twice when they come late, behind newer ones, and every reader takes them once', async () => {
    await database.pool.query(SUMS_TABLE);
    const messaging = createMessaging({
      service: 'analytics',
      database: database.url,
      brokers: kafka.brokers,
      topicPrefix: topics.prefix,
      deciders: [tally],
      projections: [sums],
      policies: [],
      log: quiet,
    });
    const add = () =>
      messaging.handleMany(
        tally,
        [...customers, ...customers].map(customer => adding(customer)),
      );
    let sender = far;
    const discard = async () => void (sender = near);
    const { pool } = database;
    const to = { service: 'analytics', topicPrefix: topics.prefix } as const;
    const relay = createRelay({ pool, lease, ...to, sender: () => sender, discard });

    await add();
    await relay.step();
    await add();
    await giveUp(() => relay.step());
    await add();
    while (await relay.step());
    await network.release();
    const told = (await lies(eventTopic('analytics', topics.prefix))).filter(({ key }) => key === customers[0]);
    expect(told.map(({ headers }) => Number(headers.ce_sequence))).toEqual([1, 2, 3, 4, 5, 6, 3, 4]);

    await lease.release();
    await messaging.start();
    await eventually(async () => {
      const { rows } = await pool.query('select n, value from sums');
      expect(rows).toEqual(customers.map(() => ({ n: 6, value: 6 })));
      expect(messaging.ready()).toEqual([]);
      expect(await messaging.figures()).toMatchObject({ lag: 0, outbox: 0, agrees: 1 });
    });
    await messaging.stop();
  });
});

const own = `PLAINTEXT://127.0.0.1:${PORTS.kafka}`;
const twoListeners = {
  listeners: `${own},CONTROLLER://127.0.0.1:${PORTS.kafkaController},BESIDE://127.0.0.1:${BESIDE}`,
  'advertised.listeners': `${own},BESIDE://127.0.0.1:${FAR}`,
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,BESIDE:PLAINTEXT',
};
