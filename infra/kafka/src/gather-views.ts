import { setTimeout as sleep } from 'node:timers/promises';
import {
  boundsOf,
  gathered,
  momentOf,
  notPublishedSince,
  publishAgain,
  widening,
  type Topics,
} from '@rapport/messaging';
import type { Databases } from './databases.ts';

const AT_ONCE = 5_000;
const LOOK_MS = 500;
const TELL_MS = 5_000;
const ZERO = '00000000-0000-0000-0000-000000000000';

export interface Gathering {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly topics: Topics;
  readonly services: Databases;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compaction keeps the last document of a key in each partition, so one whose key has moved would stay for ever, whatever
 * becomes of the customer. So all documents are published once more, to where their keys belong now, and everything before is
 * deleted. Does nothing where that was done. Readers see each document with a higher version.
 */
export async function gatherViews(gathering: Gathering): Promise<void> {
  for (const [service, pool] of gathering.services) {
    if ((await widening(pool)).scattered) await gather(gathering, pool, service);
  }
}

type Pool = Databases extends ReadonlyMap<string, infer P> ? P : never;

async function gather(gathering: Gathering, pool: Pool, service: string): Promise<void> {
  const { brokers, topic, topics, say, signal } = gathering;
  const { ends } = await boundsOf({ brokers, clientId: 'partitions' }, topic);
  const moment = await momentOf(pool);
  for (let last: string | undefined = ZERO; last !== undefined; last = await publishAgain(pool, last, AT_ONCE))
    signal?.throwIfAborted();
  let tell = performance.now() + TELL_MS;
  for (let left = 1; left > 0;) {
    signal?.throwIfAborted();
    left = await notPublishedSince(pool, moment);
    if (left > 0 && performance.now() > tell) {
      say(`${left} documents of ${service} are to be published once more`);
      tell += TELL_MS;
    }
    if (left > 0) await sleep(LOOK_MS);
  }
  say(`all documents of ${topic} are where their keys belong`);
  await topics.alter(topic, { 'cleanup.policy': 'compact,delete' });
  try {
    await deleteBefore(topics, topic, ends);
  } finally {
    await topics.alter(topic, { 'cleanup.policy': 'compact' });
  }
  await gathered(pool);
  say('those that lay elsewhere are deleted');
}

/** Kafka refuses until the change of policy has reached every broker. */
async function deleteBefore(topics: Topics, topic: string, ends: readonly number[]): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await topics.deleteBefore(topic, ends);
    } catch (error) {
      if (tries >= 50) throw error;
      await sleep(200);
    }
  }
}
