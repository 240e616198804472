import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { deleteTopics, ensureTopics, type Connections } from '@rapport/local';

/**
 * The Kafka and PostgreSQL that specs share, started once for all of them. Throws when there is none: there is no
 * stand-in for either.
 */
export async function testStack(): Promise<Connections & { dir: string }> {
  const file = process.env.RAPPORT_TEST_STACK;
  if (!file)
    throw new Error('these specs need real Kafka and PostgreSQL: run them by ./rapport test --only integration');
  return JSON.parse(await readFile(file, 'utf8')) as Connections & { dir: string };
}

/** All topics under a prefix of this spec's own, on the Kafka that all share or on another; `remove` deletes them. */
export async function testTopics(
  at?: readonly string[],
): Promise<{ prefix: string; brokers: string[]; remove: () => Promise<void> }> {
  const brokers = [...(at ?? (await testStack()).brokers)];
  const prefix = `t${randomUUID().slice(0, 8)}.`;
  await ensureTopics(brokers, prefix);
  return { prefix, brokers, remove: async () => void (await deleteTopics(brokers, prefix)) };
}
