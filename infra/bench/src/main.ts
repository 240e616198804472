import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, repositoryRoot, type Stack } from '@rapport/local';
import { Command, InvalidArgumentError, Option } from 'commander';
import { format, resolveConfig } from 'prettier';
import { httpBench } from './http.bench.ts';
import { withNew } from './kept.ts';
import { latencyBench } from './latency.bench.ts';
import { peerJars } from './peer-jars.ts';
import { peersBench } from './peers.bench.ts';
import { projectionBench } from './projection.bench.ts';
import { relayBench } from './relay.bench.ts';
import { HEADING, percentilesText, sectionText } from './report.ts';
import { benchStack } from './stack.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const REPORT = join(repositoryRoot, 'docs/benchmarks.md');
const NAMES = ['relay', 'projection', 'http', 'latency', 'peers'] as const;
const TITLES = ['Relay', 'Projection', 'HTTP write path', 'From POST to visible', 'Peers'];

const count = (text: string): number => {
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1) throw new InvalidArgumentError('a whole number from 1 on');
  return n;
};

const program = new Command('rapport bench')
  .description('Measures ours, the peer and the limit side by side, and prints the ratios.')
  .addOption(new Option('--only <names...>', 'which of them').choices(NAMES).default([...NAMES]))
  .option('--quick', 'smaller and fewer rounds: shows that it works, measures little')
  .option('--rounds <n>', 'how often each contestant runs; default 3', count)
  .option('--events <n>', 'how many events each of them reads or sends; default as is right for each', count)
  .option('--write', 'keep what was measured in docs/benchmarks.md, beside what is there')
  .parse();
interface Flags {
  readonly only: readonly (typeof NAMES)[number][];
  readonly quick?: boolean;
  readonly rounds?: number;
  readonly events?: number;
  readonly write?: boolean;
}
const { only, quick = false, write = false, rounds = quick ? 1 : 3, events } = program.opts<Flags>();

type Bench = (stack: Stack) => Promise<string | undefined>;
const BENCHES: Readonly<Record<(typeof NAMES)[number], Bench>> = {
  relay: async stack =>
    sectionText(await relayBench(stack, { events: events ?? (quick ? 20_000 : 100_000), rounds }, say)),
  projection: async stack =>
    sectionText(await projectionBench(stack, { events: events ?? (quick ? 20_000 : 150_000), rounds }, say)),
  http: async stack => sectionText(await httpBench(stack, { seconds: quick ? 3 : 8, rounds }, say)),
  latency: async stack => percentilesText(await latencyBench(stack, { seconds: quick ? 5 : 30 }, say)),
  peers: async stack => {
    const jars = await peerJars(say).catch((error: unknown) => void say(`peers: skipped: ${messageOf(error)}`));
    if (jars === undefined) return undefined;
    return sectionText(await peersBench(stack, jars, { events: events ?? (quick ? 40_000 : 200_000), rounds }, say));
  },
};

/** At once, so that what comes later may fail without taking it along. */
async function keep(text: string): Promise<void> {
  const page = withNew(await readFile(REPORT, 'utf8'), HEADING, [text], TITLES);
  await writeFile(REPORT, await format(page, { ...(await resolveConfig(REPORT)), filepath: REPORT }));
}

const stack = await benchStack(say);
const stop = (): void => void stack.stop().finally(() => process.exit(130));
process.once('SIGINT', stop);
try {
  for (const name of NAMES.filter(one => only.includes(one))) {
    const text = await BENCHES[name](stack);
    if (text === undefined) continue;
    process.stdout.write(`${text}\n`);
    if (write) await keep(text);
  }
} finally {
  await stack.stop();
}
