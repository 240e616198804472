import { exitCodes, Failure, messageOf } from '@rapport/local';
import { runCell } from './cell.ts';
import type { Control } from './controls/control.ts';
import { foldFromScratch } from './fold.ts';
import { FOLD, titleOf, type Cell } from './plan.ts';
import type { Row } from './report.ts';
import type { System } from './system.ts';
import type { Fault } from './trial.ts';
import type { Found } from './verdict.ts';

export interface Runs {
  readonly times: number;
  readonly seed: string;
  /** Whether the bounds of recovery count: on a machine that does other things at once they say little. */
  readonly timed: boolean;
  readonly signal: AbortSignal;
}

const NOTHING = { acknowledged: 0, refused: 0, lost: 0, doubled: 0, outOfOrder: 0, resent: 0, notes: [] };

export async function rowOf(system: System, cell: Cell, runs: Runs): Promise<Row> {
  if (cell.kind === 'fold') return foldRow(system, runs);
  return cell.kind === 'control' ? controlRow(system, cell.control, runs) : faultRow(system, cell, runs);
}

async function faultRow(system: System, { fault, aim }: Cell & { kind: 'fault' }, runs: Runs): Promise<Row> {
  const found: Found[] = [];
  for (let run = 0; run < runs.times; run++) {
    const seed = `${runs.seed}/${fault.name}/${aim}/${run}`;
    found.push(await interruptible(runs.signal, runCell(system, fault, aim, seed, runs.signal)));
  }
  const sum = (of: (one: Found) => number): number => found.reduce((total, one) => total + of(one), 0);
  const seconds = Math.max(...found.map(one => one.seconds));
  const problems = found.flatMap(one => one.problems);
  return {
    fault: fault.name,
    aim,
    runs: found.length,
    acknowledged: sum(one => one.acknowledged),
    refused: sum(one => one.refused),
    lost: sum(one => one.lost),
    doubled: sum(one => one.doubled),
    outOfOrder: sum(one => one.outOfOrder),
    resent: sum(one => one.resent),
    seconds,
    bound: fault.bound,
    verdict: verdictOf(fault, problems, seconds, runs.timed),
    problems,
    notes: found.flatMap(one => one.notes),
  };
}

function verdictOf({ bound }: Fault, problems: readonly string[], seconds: number, timed: boolean): Row['verdict'] {
  if (problems.length > 0 || seconds === Infinity) return 'violated';
  return timed && seconds > bound ? 'late' : 'holds';
}

function interruptible<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new Failure('interrupted', exitCodes.interrupted));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', stop));
}

async function controlRow({ ground }: System, { name, run }: Control, { signal }: Runs): Promise<Row> {
  const { wrong, note, ...seen } = await interruptible(signal, run(ground, signal));
  const row = { ...NOTHING, fault: name, aim: 'control', runs: 1, seconds: null, bound: null, problems: [] };
  return { ...row, ...seen, verdict: wrong ? 'seen' : 'not seen', notes: [note] };
}

async function foldRow(system: System, { signal }: Runs): Promise<Row> {
  const { rows, tables, differences } = await interruptible(signal, foldFromScratch(system));
  return {
    ...NOTHING,
    fault: FOLD,
    aim: 'projection',
    runs: 1,
    lost: differences.length,
    seconds: null,
    bound: null,
    verdict: differences.length === 0 ? 'holds' : 'violated',
    problems: differences,
    notes: [`${rows} rows of ${tables} tables compared`],
  };
}

/** A run that breaks down is a violation like any other: it is told, and the rest goes on, on a new system. */
export function brokenRow(cell: Cell, error: unknown): Row {
  const row = skippedRow(cell, '');
  const problems = [`the run broke down: ${messageOf(error)}`];
  return { ...row, runs: 1, verdict: cell.kind === 'control' ? 'not seen' : 'violated', problems, notes: [] };
}

export function skippedRow(cell: Cell, why: string): Row {
  const [fault, aim] = titleOf(cell);
  const bound = cell.kind === 'fault' ? cell.fault.bound : null;
  return { ...NOTHING, fault, aim, runs: 0, seconds: null, bound, verdict: 'skipped', problems: [], notes: [why] };
}
