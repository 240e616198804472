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
  /** How many send commands at once. */
  readonly workers: number;
  /** How many contacts every other one of them sends in one request. */
  readonly batch: number;
  /** Whether the bounds of recovery count: on a machine that does other things at once they say little. */
  readonly timed: boolean;
  readonly signal: AbortSignal;
}

const NOTHING = { acknowledged: 0, refused: 0, lost: 0, doubled: 0, outOfOrder: 0, resent: 0, kills: 0, notes: [] };

/** How often a cell is run: what needs no luck is done once. */
export const timesOf = (cell: Cell, { times }: Runs): number => (cell.kind === 'fault' ? times : 1);

/** One run of a cell; `run` counts from 0. */
export async function rowOf(system: System, cell: Cell, run: number, runs: Runs): Promise<Row> {
  if (cell.kind === 'fold') return foldRow(system, runs);
  return cell.kind === 'control' ? controlRow(system, cell.control, runs) : faultRow(system, cell, run, runs);
}

async function faultRow(
  system: System,
  { fault, aim }: Cell & { kind: 'fault' },
  run: number,
  { seed, workers, batch, timed, signal }: Runs,
): Promise<Row> {
  const of = { fault, aim, seed: `${seed}/${fault.name}/${aim}/${run}`, workers, batch, signal };
  const found: Found = await interruptible(signal, runCell(system, of));
  const verdict = verdictOf(fault, found.problems, found.seconds, timed);
  return { ...found, fault: fault.name, aim, runs: 1, bound: fault.bound, verdict };
}

const WORST_FIRST: readonly Row['verdict'][] = ['violated', 'not seen', 'late', 'holds', 'seen', 'skipped'];

/** What several runs of a cell have shown. */
export function merged(a: Row, b: Row): Row {
  return {
    ...a,
    runs: a.runs + b.runs,
    acknowledged: a.acknowledged + b.acknowledged,
    refused: a.refused + b.refused,
    lost: a.lost + b.lost,
    doubled: a.doubled + b.doubled,
    outOfOrder: a.outOfOrder + b.outOfOrder,
    resent: a.resent + b.resent,
    kills: a.kills + b.kills,
    seconds: a.seconds === null || b.seconds === null ? (a.seconds ?? b.seconds) : Math.max(a.seconds, b.seconds),
    verdict: WORST_FIRST.find(verdict => verdict === a.verdict || verdict === b.verdict) ?? a.verdict,
    problems: [...a.problems, ...b.problems],
    notes: [...a.notes, ...b.notes],
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
