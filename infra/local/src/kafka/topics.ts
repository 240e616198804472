import { setTimeout as sleep } from 'node:timers/promises';
import { topics, type TopicDeclaration } from '@rapport/contracts';
import { withTopics, type Topics } from '@rapport/messaging';
import { exitCodes, Failure } from '../failure.ts';

const clientId = 'rapport-local';

/** The names of all topics; undefined where no broker answers. Waiting is the caller's. */
export const topicNames = (brokers: readonly string[]): Promise<string[] | undefined> =>
  withTopics({ brokers, clientId }, present => present.names()).catch(() => undefined);

export const answers = async (brokers: readonly string[]): Promise<boolean> =>
  (await topicNames(brokers)) !== undefined;

/**
 * Creates the declared topics that are missing and checks the partitions of the others: the place of a key depends on
 * their number, so a topic with another one is a conflict, not something to put right on the way.
 */
export async function ensureTopics(brokers: readonly string[], prefix = '', replicas = 1): Promise<string[]> {
  const wanted = topics(prefix);
  return withTopics({ brokers, clientId }, async present => {
    const names = new Set(await present.names());
    const missing = wanted.filter(topic => !names.has(topic.name));
    for (const topic of missing) await present.create(topic, replicas);
    await checkPartitions(
      present,
      wanted.filter(topic => names.has(topic.name)),
    );
    const created = missing.map(topic => topic.name);
    await led(present, created);
    return created;
  });
}

async function checkPartitions(present: Topics, wanted: readonly TopicDeclaration[]): Promise<void> {
  if (wanted.length === 0) return;
  const counts = await present.partitions(wanted.map(topic => topic.name));
  for (const { name, partitions } of wanted) {
    const found = counts.get(name);
    if (found === partitions) continue;
    throw new Failure(`topic ${name} has ${found ?? 'no'} partitions, ${partitions} are declared`, exitCodes.conflict);
  }
}

/** Waits until every partition of new topics has a leader: a client that comes earlier gets an error. */
async function led(present: Topics, names: readonly string[]): Promise<void> {
  for (let attempt = 0; names.length > 0 && attempt < 50; attempt += 1) {
    try {
      await present.partitions(names);
      return;
    } catch {
      await sleep(100);
    }
  }
}

/** Deletes every topic whose name begins with the prefix: what a test run leaves behind. */
export async function deleteTopics(brokers: readonly string[], prefix: string): Promise<string[]> {
  if (prefix === '') throw new Failure('without a prefix all topics would go', exitCodes.usage);
  return withTopics({ brokers, clientId }, async present => {
    const own = (await present.names()).filter(name => name.startsWith(prefix));
    if (own.length > 0) await present.remove(own);
    return own;
  });
}
