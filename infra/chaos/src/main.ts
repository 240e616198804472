import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, Failure, interruptSignal, messageOf, print, printJson, repositoryRoot, say } from '@rapport/local';
import { Command, InvalidArgumentError } from 'commander';
import { format, resolveConfig } from 'prettier';
import { WORKERS } from './cell.ts';
import { FAULTS } from './faults.ts';
import { CONTROLS } from './controls.ts';
import { FOLD, NAMES, plan, type Cell, type Wanted } from './plan.ts';
import { isGood, page, textTable, totals, type Outcome, type Row } from './report.ts';
import { merged } from './rows.ts';
import { runAll } from './run.ts';
import { soak } from './soak.ts';
import { isSound, tellSoak } from './tell-soak.ts';
import { AIMS } from './trial.ts';

const list = (known: readonly string[]) => (text: string) => {
  const names = text.split(',').map(name => name.trim());
  const unknown = names.find(name => !known.includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`there is no ${unknown}. There are: ${known.join(', ')}`);
  return names;
};
const count = (most: number) => (text: string) => {
  const n = Number(text);
  if (!/^\d+$/.test(text) || n < 1 || n > most) throw new InvalidArgumentError(`a whole number from 1 to ${most}`);
  return n;
};

const program = new Command('rapport chaos')
  .description('Does harm to the real system under load, and looks from outside whether anything was lost or doubled.')
  .option('--faults <names>', 'only these, separated by commas; --list tells them', list(NAMES))
  .option('--subjects <names>', `only against these: ${AIMS.join(', ')}`, list(AIMS))
  .option('--runs <n>', 'how often each', count(9_999), 1)
  .option('--workers <n>', 'how many send commands at once', count(500), WORKERS)
  .option('--batch <n>', 'every other one sends so many contacts in one request; bounds do not count', count(500), 1)
  .option('--seed <text>', 'the draws of a run before; default: new ones')
  .option('--short', 'a few of them, in some minutes: what ./rapport test does')
  .option(
    '--soak <minutes>',
    'no faults: whether memory and open files grow under load, and how soon services end',
    count(1_440),
  )
  .option('--list', 'say which faults there are, and do nothing')
  .option('--write', 'keep the report in docs/reliability.md')
  .option('--json', 'the outcome as JSON')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.ok : exitCodes.usage))
  .parse();
const REPORT = join(repositoryRoot, 'docs/reliability.md');
const formatOf = async (filepath: string) => ({ ...(await resolveConfig(filepath)), filepath });

interface Flags extends Wanted {
  readonly workers: number;
  readonly batch: number;
  readonly soak?: number;
  readonly seed?: string;
  readonly list?: boolean;
  readonly write?: boolean;
  readonly json?: boolean;
}
const flags = program.opts<Flags>();

async function main(): Promise<number> {
  const seed = flags.seed ?? randomBytes(4).toString('hex');
  say(`seed ${seed}`);
  const signal = interruptSignal();
  if (flags.soak !== undefined) return runSoak(flags.soak, seed, signal);
  const began = new Date();
  const timed = flags.short !== true && flags.batch === 1;
  const found = new Map<string, Row>();
  const tried = new Set<Cell>();
  const keep = (row: Row, cell: Cell): void => {
    tried.add(cell);
    const key = `${row.fault}/${row.aim}`;
    const before = found.get(key);
    found.set(key, before === undefined ? row : merged(before, row));
  };
  const cells = plan(flags);
  const { runs: times, workers, batch } = flags;
  await runAll(cells, { times, seed, workers, batch, timed, signal }, keep).catch((error: unknown) => {
    // What was found until then is told all the same.
    if (!signal.aborted) throw error;
  });
  const rows = [...found.values()];
  const minutes = (Date.now() - began.getTime()) / 60_000;
  await tell({ seed, began, minutes, rows, left: cells.length - tried.size });
  if (signal.aborted) return exitCodes.interrupted;
  return rows.every(isGood) ? exitCodes.ok : exitCodes.failed;
}

async function runSoak(minutes: number, seed: string, signal: AbortSignal): Promise<number> {
  const soaked = await soak({ minutes, seed, workers: flags.workers, signal });
  if (flags.json === true) printJson({ seed, minutes, ...soaked });
  else tellSoak(soaked);
  return isSound(soaked) ? exitCodes.ok : exitCodes.failed;
}

async function tell(outcome: Outcome): Promise<void> {
  const { rows, seed } = outcome;
  if (flags.json === true) printJson({ ...outcome, totals: totals(rows) });
  else for (const line of textTable(rows)) print(line);
  for (const { fault, aim, problems } of rows)
    for (const problem of problems.slice(0, 5)) say(`${fault}, ${aim}: ${problem}`);
  const whats = new Map([...FAULTS, ...CONTROLS].map(({ name, what }) => [name, what]));
  whats.set(
    FOLD,
    'at the end each reader is replaced by one with an empty database that reads everything: the same rows',
  );
  if (flags.write === true) await writeFile(REPORT, await format(page(outcome, whats), await formatOf(REPORT)));
  const { acknowledged, kills, lost, doubled, outOfOrder } = totals(rows);
  say(
    `${acknowledged} acknowledged, ${kills} kills: ${lost} lost, ${doubled} duplicated, ${outOfOrder} out of order; seed ${seed}`,
  );
}

if (flags.list === true) {
  for (const { name, aims, what } of FAULTS) print(`${name.padEnd(22)}${aims.join(', ').padEnd(38)}${what}`);
  for (const { name, what } of CONTROLS) print(`${name.padEnd(22)}${'control'.padEnd(38)}${what}`);
} else {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
    if (process.exitCode !== exitCodes.interrupted) say(`rapport chaos: ${messageOf(error)}`);
  }
}
