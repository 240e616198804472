import { topics as declared } from '@rapport/contracts';
import { withTopics } from '@rapport/messaging';
import type { Stack } from '@rapport/local';
import pg from 'pg';
import { compare, median, type Contestant } from './compare.ts';
import { factTables } from './fact-messages.ts';
import { jdbcSink, type SinkSource } from './jdbc-sink-peer.ts';
import type { SinkTuning } from './jdbc-sink-settings.ts';
import type { PeerJars } from './peer-jars.ts';
import { serviceSettings, startProgram } from './process.ts';
import { untilRead, untilSettled } from './reading.ts';
import type { Section } from './report.ts';
import { customers, messages } from './rows.ts';
import { analyticsDatabase, freshDatabase, freshTopics, sendAll } from './stack.ts';
import { streamsFold } from './streams-peer.ts';

const PORT = 4523;
const PEOPLE = 5000;
const PARTITIONS = 8;
const TUNING: SinkTuning = { batch: 2000, tasks: 1, unnest: true };

/** Beside what others would take: Kafka Streams for the fold alone, Debezium's JDBC sink for the facts alone. */
export async function peersBench(
  stack: Stack,
  jars: PeerJars,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const all = messages(size.events, customers(PEOPLE));
  const warm = Math.floor(size.events / 10);
  const topics = await freshTopics(stack);
  const topic = `${topics.prefix}interactions.events`;
  await sendAll(stack, topic, all);
  const sources = await sendFacts(stack, topics.prefix, all);
  const settled: number[] = [];
  const means: Mean[] = [];
  const reading = { prefix: topics.prefix, topic, total: size.events, warm };
  const contestants: Contestant[] = [
    {
      name: 'analytics service',
      run: async () => {
        const read = await ours(stack, reading);
        settled.push(read.settledMs);
        means.push(read);
        return read;
      },
    },
    {
      name: 'Kafka Streams, exactly_once_v2: the fold alone',
      run: async () => {
        const folded = await streamsFold(stack, jars, reading);
        means.push(folded);
        return folded;
      },
    },
    {
      name: 'Debezium JDBC sink: the facts alone',
      run: async () => {
        const database = await analyticsDatabase(stack);
        return jdbcSink(stack, jars, database.url, sources, warm, TUNING).finally(database.drop);
      },
    },
  ];
  const [first, second, third] = await compare(contestants, size.rounds, say).finally(topics.remove);
  if (!first || !second || !third) throw new Error('nothing was measured');
  checkMeans(means);
  return {
    title: 'Peers',
    what: `${size.events.toLocaleString('en-US')} contacts and surveys of ${PEOPLE.toLocaleString('en-US')} customers, 8 partitions; the first tenth warms up and is not counted. Ours: facts and satisfaction in PostgreSQL with sequence check, identity map and positions. The satisfaction of whom the events touched is worked out beside the reading, five seconds after at the earliest: the last was ${(median(settled) / 1000).toFixed(1)} s after the last event. Kafka Streams 4.2 (two threads, 64 MB of cache, commits every 100 ms): the same events, nothing but the fold of satisfaction, into a state store with its changelog; it comes to the same mean. Debezium 3.5 in Connect 4.2 (batch.size ${TUNING.batch} with max.poll.records to match, unnest, a connector and task a table): the same rows into the same tables, by upsert. It reads them from topics of its own, because it wants a row a message and its schema; the schema stands in its settings.`,
    unit: 'events',
    ours: first,
    others: [
      { ...second, role: 'peer', goal: 1 },
      { ...third, role: 'peer', goal: 1.5 },
    ],
  };
}

interface Mean {
  readonly customers: number;
  readonly mean: number;
}

/** Whoever folded faster, but something else, is no peer. */
function checkMeans(means: readonly Mean[]): void {
  for (const { customers: n, mean } of means)
    if (n !== means[0]?.customers || Math.abs(mean - means[0].mean) > 0.01)
      throw new Error(`the folds differ: ${JSON.stringify(means)}`);
}

async function sendFacts(stack: Stack, prefix: string, all: Parameters<typeof factTables>[0]): Promise<SinkSource[]> {
  const like = declared(prefix).find(({ name }) => name.endsWith('interactions.events'));
  if (like === undefined) throw new Error('there is no interactions.events');
  const sources = factTables(all, PARTITIONS).map(table => ({ table, topic: `${prefix}facts.${table.table}` }));
  await withTopics({ brokers: stack.brokers, clientId: 'bench' }, async present => {
    for (const { topic } of sources) await present.create({ ...like, name: topic }, 1);
  });
  for (const { table, topic } of sources) await sendAll(stack, topic, table.messages);
  return sources;
}

async function ours(stack: Stack, reading: { prefix: string; topic: string; total: number; warm: number }) {
  const database = await freshDatabase(stack);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const service = startProgram(
    'services/analytics/dist/main.js',
    PORT,
    serviceSettings(stack, database.url, reading.prefix),
    '/livez',
  );
  try {
    const read = await untilRead(client, reading.topic, reading);
    const { left, ms } = await untilSettled(client, 60_000);
    if (left > 0) throw new Error(`the satisfaction of ${left} customers was not worked out`);
    const { rows } = await client.query<Mean>(
      'select count(*)::integer as customers, avg(satisfaction) as mean from analytics.satisfaction_now',
    );
    const [mean] = rows;
    if (mean === undefined) throw new Error('there is no satisfaction');
    return { ...read, ...mean, settledMs: ms };
  } finally {
    await (await service).stop();
    await client.end();
    await database.drop();
  }
}
