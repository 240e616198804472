import type { Stack } from '@rapport/local';
import pg from 'pg';
import { compare, median, type Contestant } from './compare.ts';
import { jdbcSink, SINK } from './jdbc-sink-peer.ts';
import type { PeerJars } from './peer-jars.ts';
import { PEOPLE, peerSource, type PeerSource } from './peer-source.ts';
import { startService } from './process.ts';
import { untilRead, untilSettled } from './reading.ts';
import type { Section } from './report.ts';
import { analyticsDatabase, freshAnalytics } from './stack.ts';
import { STREAMS, streamsFold } from './streams-peer.ts';

const PORT = 4523;

/** Beside what others would take: Kafka Streams for the fold alone, Debezium's JDBC sink for the facts alone. */
export async function peersBench(
  stack: Stack,
  jars: PeerJars,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<Section> {
  const source = await peerSource(stack, size.events);
  const settled: number[] = [];
  const means: Mean[] = [];
  const contestants: Contestant[] = [
    {
      name: 'analytics service',
      run: async () => {
        const read = await ours(stack, source);
        settled.push(read.settledMs);
        means.push(read);
        return read;
      },
    },
    {
      name: 'Kafka Streams, exactly_once_v2: the fold alone',
      run: async () => {
        const folded = await streamsFold(stack, jars, source, STREAMS);
        means.push(folded);
        return folded;
      },
    },
    {
      name: 'Debezium JDBC sink: the facts alone',
      run: async () => {
        const database = await analyticsDatabase(stack);
        return jdbcSink(stack, jars, database.url, source, SINK).finally(database.drop);
      },
    },
  ];
  const [first, second, third] = await compare(contestants, size.rounds, say).finally(source.remove);
  if (!first || !second || !third) throw new Error('nothing was measured');
  checkMeans(means);
  return {
    title: 'Peers',
    what: `${size.events.toLocaleString('en-US')} contacts and surveys of ${PEOPLE.toLocaleString('en-US')} customers, 8 partitions; the first tenth warms up and is not counted. Ours: facts and satisfaction in PostgreSQL with sequence check, identity map and positions. The satisfaction of whom the events touched is worked out beside the reading, five seconds after a first event marked them; the clock stops when all is read, and the last was worked out ${(median(settled) / 1000).toFixed(1)} s later. Kafka Streams 4.2 (${STREAMS.threads} threads, 64 MB of cache, commits every ${STREAMS.commitMs} ms): the same events, nothing but the fold of satisfaction, into a state store with its changelog; it comes to the same mean. Debezium 3.5 in Connect 4.2 (batch.size ${SINK.batch} with max.poll.records to match, unnest, a connector and task a table): the same rows into the same tables, by upsert. It reads them from topics of its own, because it wants a row a message and its schema; the schema stands in its settings.`,
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

async function ours(stack: Stack, reading: PeerSource) {
  const database = await freshAnalytics(stack, reading.prefix);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const service = startService(stack, 'analytics', PORT, { url: database.url, prefix: reading.prefix }, '/livez');
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
