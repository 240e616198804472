import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { topics } from '@rapport/contracts';
import type { Connections } from '@rapport/local';
import { deleteTopics, ensureTopics } from '@rapport/messaging';

/**
 * The Kafka and PostgreSQL that specs share, started once for all of them. Throws when there is none: there is no
 * stand-in for either.
 */
export async function testStack(): Promise<Connections> {
  const file = process.env.RAPPORT_TEST_STACK;
  if (!file)
    throw new Error('these specs need real Kafka and PostgreSQL: run them by ./rapport test --only integration');
  return JSON.parse(await readFile(file, 'utf8')) as Connections;
}

/** All topics under a prefix of this spec's own; `remove` deletes them. */
export async function testTopics(): Promise<{ prefix: string; brokers: string[]; remove: () => Promise<void> }> {
  const { brokers } = await testStack();
  const prefix = `t${randomUUID().slice(0, 8)}.`;
  const client = { brokers, clientId: 'specs' };
  const declared = topics(prefix);
  await ensureTopics(client, declared);
  return {
    prefix,
    brokers,
    remove: () =>
      deleteTopics(
        client,
        declared.map(topic => topic.name),
      ),
  };
}
