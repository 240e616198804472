import { randomUUID } from 'node:crypto';
import { eventTopic } from '@rapport/contracts';
import { deleteTopics, ensureTopics, startStack, type Stack } from '@rapport/local';
import { createSender, migrateMessaging, type Message } from '@rapport/messaging';
import pg from 'pg';
import { startService } from './process.ts';

const MIGRATING_PORT = 4521;

/** Kafka and PostgreSQL for the benchmarks alone, with their normal settings: what is acknowledged is on disk. */
export const benchStack = (dir: string, say: (line: string) => void): Promise<Stack> =>
  startStack({
    dir,
    services: [],
    ports: {
      gateway: 4500,
      profile: 4501,
      interactions: 4502,
      complaints: 4503,
      loyalty: 4504,
      analytics: 4505,
      kafka: 4592,
      kafkaController: 4593,
      postgres: 4532,
    },
    say,
  });

/** A database of its own with messaging's tables. */
export async function freshDatabase(stack: Stack): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `bench_${randomUUID().slice(0, 8)}`;
  await asAdmin(stack, `create database ${name}`);
  const url = new URL(stack.databases.admin);
  url.pathname = `/${name}`;
  await migrateMessaging(url.toString());
  return { url: url.toString(), drop: () => asAdmin(stack, `drop database if exists ${name} with (force)`) };
}

async function asAdmin(stack: Stack, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: stack.databases.admin });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** A database with all tables of the analytics service, which is not running. */
export async function analyticsDatabase(stack: Stack): Promise<{ url: string; drop: () => Promise<void> }> {
  const [database, topics] = [await freshDatabase(stack), await freshTopics(stack)];
  const place = { url: database.url, prefix: topics.prefix };
  const service = await startService(stack, 'analytics', MIGRATING_PORT, place, '/livez');
  await service.stop();
  await topics.remove();
  return database;
}

/** Sends messages to a topic of 8 partitions, which has to be there. */
export async function sendAll(stack: Stack, topic: string, messages: readonly Message[]): Promise<void> {
  const sender = createSender({ brokers: stack.brokers, clientId: 'bench' });
  for (let i = 0; i < messages.length; i += 1000) await sender.send(topic, 8, messages.slice(i, i + 1000));
  await sender.close();
}

/** All topics under a prefix of its own. */
export async function freshTopics(stack: Stack): Promise<{ prefix: string; remove: () => Promise<void> }> {
  const prefix = `b${randomUUID().slice(0, 8)}.`;
  await ensureTopics(stack.brokers, prefix);
  return { prefix, remove: async () => void (await deleteTopics(stack.brokers, prefix)) };
}

/**
 * A database of its own for the analytics service, and no event that it told in a round before: its topic would be ahead of
 * the database, and then nothing may be written.
 */
export async function freshAnalytics(
  stack: Stack,
  prefix: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  await deleteTopics(stack.brokers, eventTopic('analytics', prefix));
  await ensureTopics(stack.brokers, prefix);
  return freshDatabase(stack);
}
