import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Failure, messageOf, placesOf, repositoryRoot, withLock } from '@rapport/local';
import { Command, InvalidArgumentError, Option } from 'commander';
import { format, resolveConfig } from 'prettier';
import { BENCHES, NAMES, USUAL, type Sizes } from './benches.ts';
import { CURVE_PICTURE } from './growth-report.ts';
import { withNew } from './kept.ts';
import { HEADING } from './report.ts';
import { benchStack } from './stack.ts';

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const REPORT = join(repositoryRoot, 'docs/benchmarks.md');

const count = (text: string): number => {
  const n = Number(text);
  if (!Number.isSafeInteger(n) || n < 1) throw new InvalidArgumentError('a whole number from 1 on');
  return n;
};
const counts = (text: string): number[] => text.split(',').map(count);

const program = new Command('rapport bench')
  .description('Measures ours, the peer and the limit side by side, and prints the ratios.')
  .addOption(new Option('--only <names...>', 'which of them').choices(NAMES).default(USUAL))
  .option('--quick', 'smaller and fewer rounds: shows that it works, measures little')
  .option('--rounds <n>', 'how often each contestant runs; default 3', count)
  .option('--events <n>', 'how many events each of them reads or sends; default as is right for each', count)
  .option('--history <ns>', 'curve: how many events are there before; default 100000,1000000,10000000', counts)
  .option('--customers <ns>', 'curve: of how many customers; default 10000,100000,1000000', counts)
  .option(
    '--dir <folder>',
    'where its Kafka and PostgreSQL are, which two runs at once can not share',
    '.rapport/bench',
  )
  .option('--write', 'keep what was measured in docs/benchmarks.md, beside what is there')
  .parse();
interface Flags extends Sizes {
  readonly only: readonly (typeof NAMES)[number][];
  readonly write?: boolean;
  readonly dir: string;
}
const { only, dir, write = false, ...sizes } = program.opts<Flags>();

/** At once, so that what comes later may fail without taking it along. */
async function keep(name: (typeof NAMES)[number], text: string): Promise<void> {
  const order = NAMES.map(one => BENCHES[one].title);
  const page = withNew(await readFile(REPORT, 'utf8'), HEADING, [text], order);
  await writeFile(REPORT, await format(page, { ...(await resolveConfig(REPORT)), filepath: REPORT }));
  if (name === 'curve')
    await copyFile(join(repositoryRoot, '.rapport/bench', CURVE_PICTURE), join(repositoryRoot, 'docs', CURVE_PICTURE));
}

async function main(): Promise<void> {
  const stack = await benchStack(dir, say);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void stack.stop().finally(() => process.exit(exitCodes.interrupted));
  };
  // A signal may come twice, to the group and from the command: the second must not end the ending.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  try {
    for (const name of NAMES.filter(one => only.includes(one))) {
      const text = await BENCHES[name].run(stack, sizes, say);
      if (text === undefined) continue;
      process.stdout.write(`${text}\n`);
      if (write) await keep(name, text);
    }
  } finally {
    await stack.stop();
  }
}

try {
  // Whoever comes second would end with the stack of the first.
  await withLock(`${placesOf(dir).dir}.lock`, 'bench', main);
} catch (error) {
  process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
  say(`rapport bench: ${messageOf(error)}`);
}
