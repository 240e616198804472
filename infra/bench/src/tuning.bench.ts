import type { Stack } from '@rapport/local';
import { compare, median, whole, type Contestant } from './compare.ts';
import { jdbcSink, SINK } from './jdbc-sink-peer.ts';
import type { PeerJars } from './peer-jars.ts';
import { peerSource } from './peer-source.ts';
import { measured } from './report.ts';
import { analyticsDatabase } from './stack.ts';
import { STREAMS, streamsFold } from './streams-peer.ts';

const STREAMS_VARIANTS = [STREAMS, { ...STREAMS, threads: 1 }, { ...STREAMS, commitMs: 500 }];
const SINK_VARIANTS = [
  SINK,
  { ...SINK, batch: 500 },
  { ...SINK, batch: 4000 },
  { ...SINK, tasks: 2 },
  { ...SINK, unnest: false },
];

/** The peers with other settings than they are measured with, so that whoever doubts these can look. */
export async function tuningBench(
  stack: Stack,
  jars: PeerJars,
  size: { events: number; rounds: number },
  say: (line: string) => void,
): Promise<string> {
  const source = await peerSource(stack, size.events);
  const contestants: Contestant[] = [
    ...STREAMS_VARIANTS.map(tuning => ({
      name: `Kafka Streams: ${settingsOf(tuning)}`,
      run: () => streamsFold(stack, jars, source, tuning),
    })),
    ...SINK_VARIANTS.map(tuning => ({
      name: `JDBC sink: ${settingsOf(tuning)}`,
      run: async () => {
        const database = await analyticsDatabase(stack);
        return jdbcSink(stack, jars, database.url, source, tuning).finally(database.drop);
      },
    })),
  ];
  const rates = await compare(contestants, size.rounds, say).finally(source.remove);
  return [
    '## Tuning of the peers',
    '',
    measured(),
    '',
    `${whole(size.events)} events each; the first of each kind are the settings that the peers are measured with.`,
    '',
    '| | events a second (median) | rounds |',
    '|---|---:|---:|',
    ...rates.map(({ name, rounds }) => `| ${name} | ${whole(median(rounds))} | ${rounds.length} |`),
    '',
  ].join('\n');
}

const settingsOf = (tuning: object): string =>
  Object.entries(tuning)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
