import { eventTopic } from '@rapport/contracts';
import { deleteTopics, ensureTopics } from '@rapport/local';
import { eventually, testDatabase, testStack, testTopics, type TestDatabase } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { boundsOf, type Stamped } from './kafka.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { createPool } from './pool.ts';
import { quiet } from './quiet.ts';
import type { Progress } from './reconcile.ts';
import { SUMS_TABLE, sums } from './sums.fixture.ts';
import { tally, type TallyCommand } from './tally.fixture.ts';
import { readRange } from './topic-range.ts';

export interface Ground {
  readonly prefix: string;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly database: TestDatabase;
  /** A copy of the database as it is at one moment. */
  copy(): Promise<TestDatabase>;
  /** Puts a copy into the place of the database, under whoever is using it. */
  exchange(copy: TestDatabase): Promise<void>;
  /** The service on a database, started. */
  start(database: TestDatabase): Promise<Messaging>;
  stop(): Promise<void>;
  /** What the service's topic holds. */
  told(): Promise<Stamped[]>;
  /** Deletes the topics and makes them again. */
  makeTopicsAnew(): Promise<void>;
  remove(): Promise<void>;
}

/** On the Kafka that specs share, or on one of its own. */
export async function openGround(at?: readonly string[]): Promise<Ground> {
  const [topics, database] = await Promise.all([testTopics(at), testDatabase()]);
  await database.pool.query(SUMS_TABLE);
  const { prefix, brokers } = topics;
  const topic = eventTopic('analytics', prefix);
  const running: Messaging[] = [];
  const copies: TestDatabase[] = [];
  const client = { brokers, clientId: 'spec' };
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map(messaging => messaging.stop()));
  };
  return {
    prefix,
    brokers,
    topic,
    database,
    stop,
    async copy() {
      const made = await copyOf(database.url);
      copies.push(made);
      return made;
    },
    async exchange(copy) {
      const { databases } = await testStack();
      const [name, other] = [nameOf(database.url), nameOf(copy.url)];
      await copy.pool.end();
      copies.splice(copies.indexOf(copy), 1);
      for (const statement of [
        `alter database ${name} with allow_connections false`,
        `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname in ('${name}', '${other}')`,
        `alter database ${name} rename to ${name}_lost`,
        `alter database ${other} rename to ${name}`,
        `drop database ${name}_lost`,
      ])
        await asAdmin(databases.admin, statement);
    },
    async start({ url }) {
      const messaging = createMessaging({
        service: 'analytics',
        database: url,
        brokers,
        topicPrefix: prefix,
        deciders: [tally],
        projections: [sums],
        policies: [],
        log: quiet,
      });
      running.push(messaging);
      await messaging.start();
      return messaging;
    },
    async told() {
      const { starts, ends } = await boundsOf(client, topic);
      return readRange(client, topic, starts, ends);
    },
    async makeTopicsAnew() {
      await deleteTopics(brokers, prefix);
      await eventually(async () => void (await ensureTopics(brokers, prefix)), 20_000, 200);
    },
    async remove() {
      await stop();
      await topics.remove();
      for (const each of [database, ...copies]) await each.drop();
    },
  };
}

async function copyOf(url: string): Promise<TestDatabase> {
  const { databases } = await testStack();
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  for (const statement of [
    `alter database ${nameOf(url)} with allow_connections false`,
    `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = '${nameOf(url)}'`,
    `create database ${name} template ${nameOf(url)}`,
    `alter database ${nameOf(url)} with allow_connections true`,
  ])
    await asAdmin(databases.admin, statement);
  const copied = new URL(url);
  copied.pathname = `/${name}`;
  const pool = createPool(copied.href, 4, () => undefined);
  return {
    url: copied.href,
    pool,
    async drop() {
      await pool.end();
      await asAdmin(databases.admin, `drop database if exists ${name} with (force)`);
    },
  };
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

export const adding = (customer: string, stream: string = randomUUID(), rest: Partial<TallyCommand> = {}) => ({
  id: stream,
  command: { type: 'Add', customerId: customer, by: 1, ...rest } as TallyCommand,
  context: { subject: customer, actor: 'spec' },
});

export const published = (messaging: Messaging): Promise<void> =>
  eventually(async () => {
    const { outbox } = await messaging.figures();
    if (outbox > 0) throw new Error(`${outbox} events are not published yet`);
  });

/** Repairs to the end, and answers what each step said. */
export async function reconcile(messaging: Messaging): Promise<Progress[]> {
  const steps: Progress[] = [];
  for (;;) {
    const step = await messaging.reconciling.step('spec');
    steps.push(step);
    if (step.state === 'agrees') return steps;
  }
}
