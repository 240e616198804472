import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@rapport/local';
import pg from 'pg';
import { compare, type Rate } from './compare.ts';
import { coresBetween, cpuOf } from './cpu.ts';
import { startService } from './process.ts';
import { untilRead } from './reading.ts';
import { customers, messages } from './rows.ts';
import { analyticsDatabase, freshTopics, sendAll } from './stack.ts';
import type { Message } from '@rapport/messaging';

const FIRST_PORT = 4525;
const PEOPLE = 5000;
const PARTITIONS = 8;
/** After the last has joined, the group shares the partitions out once more. */
const SHARED_OUT_MS = 6_000;

export interface Replicas {
  readonly events: number;
  readonly rates: readonly Rate[];
  /** Cores in use in the last round, by what used them; empty where the machine doesn't tell. */
  readonly cores: readonly ReadonlyMap<string, number>[];
}

/** The same topic read by one, two and three processes of analytics that share a group and a database. */
export async function replicasBench(
  stack: Stack,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<Replicas> {
  const all = messages(size.events, customers(PEOPLE));
  const cores = new Map<number, ReadonlyMap<string, number>>();
  const contestants = [1, 2, 3].map(n => ({
    name: n === 1 ? 'one process' : `${n} processes`,
    run: async () => {
      const read = await readBy(n, stack, all);
      cores.set(n, read.cores);
      return read;
    },
  }));
  const rates = await compare(contestants, size.rounds, say);
  return { events: size.events, rates, cores: [1, 2, 3].map(n => cores.get(n) ?? new Map()) };
}

/**
 * All events are there, and all readers, before the first is read: a reader starts by writing down its places, and waits while another
 * transaction has them. The first tenth is not counted, since the readers notice one after the other that they may go on.
 */
async function readBy(n: number, stack: Stack, all: readonly Message[]) {
  const [database, topics] = [await analyticsDatabase(stack), await freshTopics(stack)];
  const topic = `${topics.prefix}interactions.events`;
  const [client, gate] = [0, 1].map(() => new pg.Client({ connectionString: database.url }));
  if (!client || !gate) throw new Error('two connections were asked for');
  await Promise.all([client.connect(), gate.connect()]);
  const place = { url: database.url, prefix: topics.prefix };
  const services: Awaited<ReturnType<typeof startService>>[] = [];
  try {
    await sendAll(stack, topic, all);
    await gate.query('begin');
    await gate.query(
      `insert into messaging.positions (topic, partition, topic_id, next_offset) select $1, p, '', 0 from generate_series(0, $2 - 1) p`,
      [topic, PARTITIONS],
    );
    for (let i = 0; i < n; i++) services.push(await startService(stack, 'analytics', FIRST_PORT + i, place, '/livez'));
    await sleep(SHARED_OUT_MS);
    const { kafka = 0, postgres = 0 } = await stack.pids();
    const pids = {
      ...Object.fromEntries(services.map(({ pid }, i) => [`analytics ${i + 1}`, pid])),
      postgres,
      kafka,
    };
    await gate.query('rollback');
    const before = await cpuOf(pids);
    const began = performance.now();
    const read = await untilRead(client, topic, { total: all.length, warm: all.length / 10 });
    const after = await cpuOf(pids);
    const seconds = (performance.now() - began) / 1000;
    return { ...read, cores: before && after ? coresBetween(before, after, seconds) : new Map<string, number>() };
  } finally {
    await Promise.all(services.map(service => service.stop()));
    await Promise.all([client.end(), gate.end()]);
    await Promise.all([database.drop(), topics.remove()]);
  }
}
