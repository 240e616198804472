import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, type Stack } from '@rapport/local';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { runJava } from './java.ts';
import type { PeerJars } from './peer-jars.ts';
import type { PeerSource } from './peer-source.ts';

const folded = Type.Object({ units: Type.Number(), ms: Type.Number(), customers: Type.Number(), mean: Type.Number() });
const outcome = Compile(folded);
export type Folded = Type.Static<typeof folded>;

export interface StreamsTuning {
  readonly threads: number;
  readonly commitMs: number;
}

/**
 * A thread a core; beside that a cache of 64 MB before the store and up to 4,000 records a poll. It commits as often as its default
 * with exactly_once_v2: more seldom would be faster, and its result later.
 */
export const STREAMS: StreamsTuning = { threads: 2, commitMs: 100 };

const SCORES = join(repositoryRoot, 'services/analytics/data/scores.v1.json');

/** The fold of satisfaction alone by Kafka Streams, over a topic of events, into its state store and changelog. */
export async function streamsFold(
  stack: Stack,
  jars: PeerJars,
  { prefix, topic, total, warm }: PeerSource,
  { threads, commitMs }: StreamsTuning,
): Promise<Folded> {
  const state = await mkdtemp(join(stack.dir, 'streams-'));
  // Its own topics begin with the id, so they go when all with the prefix go.
  const id = `${prefix}streams-${Date.now()}`;
  const program = runJava(jars, [
    'SatisfactionFold',
    stack.brokers.join(','),
    topic,
    id,
    state,
    SCORES,
    ...[total, warm, threads, commitMs].map(String),
  ]);
  try {
    // Its log goes the same way.
    const line = (await program.ended).split('\n').findLast(one => one.startsWith('{'));
    const said: unknown = JSON.parse(line ?? 'null');
    if (!outcome.Check(said)) throw new Error(`Kafka Streams said ${JSON.stringify(said)}`);
    return said;
  } finally {
    await program.stop();
    await rm(state, { recursive: true, force: true });
  }
}
