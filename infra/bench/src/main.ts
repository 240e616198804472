import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from '@rapport/local';
import { Command, Option } from 'commander';
import { httpBench } from './http.bench.ts';
import { latencyBench } from './latency.bench.ts';
import { peerJars } from './peer-jars.ts';
import { peersBench } from './peers.bench.ts';
import { projectionBench } from './projection.bench.ts';
import { relayBench } from './relay.bench.ts';
import { heading, percentilesText, sectionText } from './report.ts';
import { benchStack } from './stack.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const NAMES = ['relay', 'projection', 'http', 'latency', 'peers'] as const;

const program = new Command('rapport bench')
  .description('Measures ours, the peer and the limit side by side, and prints the ratios.')
  .addOption(new Option('--only <names...>', 'which of them').choices(NAMES).default([...NAMES]))
  .option('--quick', 'smaller and fewer rounds: shows that it works, measures little')
  .option('--write', 'keep the report in docs/benchmarks.md')
  .parse();
const { only, quick = false, write = false } = program.opts<{ only: string[]; quick?: boolean; write?: boolean }>();

const rounds = quick ? 1 : 3;
const stack = await benchStack(say);
const stop = (): void => void stack.stop().finally(() => process.exit(130));
process.once('SIGINT', stop);
try {
  const parts = [heading()];
  const tell = (text: string): void => {
    parts.push(text);
    process.stdout.write(`${text}\n`);
  };
  if (only.includes('relay'))
    tell(sectionText(await relayBench(stack, { events: quick ? 20_000 : 100_000, rounds }, say)));
  if (only.includes('projection'))
    tell(sectionText(await projectionBench(stack, { events: quick ? 20_000 : 150_000, rounds }, say)));
  if (only.includes('http')) tell(sectionText(await httpBench(stack, { seconds: quick ? 3 : 8, rounds }, say)));
  if (only.includes('latency')) tell(percentilesText(await latencyBench(stack, { seconds: quick ? 5 : 30 }, say)));
  if (only.includes('peers')) {
    const jars = await peerJars(say);
    tell(sectionText(await peersBench(stack, jars, { events: quick ? 40_000 : 200_000, rounds }, say)));
  }
  if (write) await writeFile(join(repositoryRoot, 'docs/benchmarks.md'), parts.join('\n'));
} finally {
  await stack.stop();
}
