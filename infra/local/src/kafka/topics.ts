import { setTimeout as sleep } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { topics, type TopicDeclaration } from '@rapport/contracts';
import { exitCodes, Failure } from '../failure.ts';

export async function withAdmin<Result>(
  brokers: readonly string[],
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const admin = new Admin({
    clientId: 'rapport-local',
    bootstrapBrokers: [...brokers],
    retries: false,
    timeout: 10_000,
    connectTimeout: 2_000,
  });
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

/** True once the broker answers; waiting is the caller's. */
export async function answers(brokers: readonly string[]): Promise<boolean> {
  try {
    await withAdmin(brokers, admin => admin.listTopics());
    return true;
  } catch {
    return false;
  }
}

/**
 * Creates the declared topics that are missing and checks the partitions of the others: the place of a key depends on
 * their number, so a topic with another one is a conflict, not something to put right on the way.
 */
export async function ensureTopics(brokers: readonly string[], prefix = ''): Promise<string[]> {
  const wanted = topics(prefix);
  return withAdmin(brokers, async admin => {
    const present = new Set(await admin.listTopics());
    const missing = wanted.filter(topic => !present.has(topic.name));
    for (const { name, partitions, configs } of missing) {
      const settings = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
      await admin.createTopics({ topics: [name], partitions, replicas: 1, configs: settings });
    }
    await checkPartitions(
      admin,
      wanted.filter(topic => present.has(topic.name)),
    );
    await led(
      admin,
      missing.map(topic => topic.name),
    );
    return missing.map(topic => topic.name);
  });
}

async function checkPartitions(admin: Admin, wanted: readonly TopicDeclaration[]): Promise<void> {
  if (wanted.length === 0) return;
  const metadata = await admin.metadata({ topics: wanted.map(topic => topic.name) });
  for (const { name, partitions } of wanted) {
    const found = metadata.topics.get(name)?.partitionsCount;
    if (found === partitions) continue;
    throw new Failure(`topic ${name} has ${found ?? 'no'} partitions, ${partitions} are declared`, exitCodes.conflict);
  }
}

/** Waits until every partition of new topics has a leader: a client that comes earlier gets an error. */
async function led(admin: Admin, names: readonly string[]): Promise<void> {
  for (let attempt = 0; names.length > 0 && attempt < 50; attempt += 1) {
    try {
      await admin.metadata({ topics: [...names], forceUpdate: true });
      return;
    } catch {
      await sleep(100);
    }
  }
}

/** Deletes every topic whose name begins with the prefix: what a test run leaves behind. */
export async function deleteTopics(brokers: readonly string[], prefix: string): Promise<string[]> {
  if (prefix === '') throw new Failure('without a prefix all topics would go', exitCodes.usage);
  return withAdmin(brokers, async admin => {
    const own = (await admin.listTopics()).filter(name => name.startsWith(prefix));
    if (own.length > 0) await admin.deleteTopics({ topics: own });
    return own;
  });
}
