import { exitCodes, Failure, messageOf, placesOf, say, withLock } from '@rapport/local';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCell } from './cell.ts';
import { ROOT } from './ground.ts';
import { groundOf, type Cell } from './plan.ts';
import type { Row } from './report.ts';
import { startSystem, type System } from './system.ts';
import type { Found } from './verdict.ts';

/** Runs the cells one after the other, on one system as long as they stand on the same ground. */
export async function runAll(
  cells: readonly Cell[],
  seed: string,
  short: boolean,
  signal: AbortSignal,
): Promise<Row[]> {
  const { dir } = placesOf(ROOT);
  await mkdir(dir, { recursive: true });
  return withLock(join(dir, 'run.lock'), 'chaos', async () => {
    const rows: Row[] = [];
    let system: { readonly name: string; readonly parts: System } | undefined;
    try {
      for (const [n, cell] of cells.entries()) {
        const why = cell.fault.impossible?.();
        if (why === undefined && system?.name !== groundOf(cell)) {
          await system?.parts.stop();
          system = undefined;
          system = { name: groundOf(cell), parts: await begin(cell, signal) };
        }
        const row = why === undefined && system ? await runs(system.parts, cell, seed, short, signal) : skip(cell, why);
        rows.push(row);
        say(`${n + 1}/${cells.length} ${row.fault}, ${row.aim}: ${row.verdict}${detail(row)}`);
      }
    } finally {
      await system?.parts.stop();
    }
    return rows;
  });
}

async function begin(cell: Cell, signal: AbortSignal): Promise<System> {
  const name = groundOf(cell);
  say(`starting the system (${name}) …`);
  return startSystem(name, { say: line => say(`  ${line}`), signal });
}

async function runs(system: System, cell: Cell, seed: string, short: boolean, signal: AbortSignal): Promise<Row> {
  const { fault, aim } = cell;
  const found: Found[] = [];
  for (let run = 0; run < cell.runs; run++) {
    if (signal.aborted) throw new Failure('interrupted', exitCodes.interrupted);
    found.push(await runOnce(system, cell, `${seed}/${fault.name}/${aim}/${run}`, signal));
    if (signal.aborted) throw new Failure('interrupted', exitCodes.interrupted);
  }
  const sum = (of: (one: Found) => number): number => found.reduce((total, one) => total + of(one), 0);
  const seconds = Math.max(...found.map(one => one.seconds));
  const problems = found.flatMap(one => one.problems);
  const late = seconds > fault.bound && !short;
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
    verdict: problems.length > 0 || seconds === Infinity ? 'violated' : late ? 'late' : 'holds',
    problems,
    notes: found.flatMap(one => one.notes),
  };
}

/** A cell that breaks down is a violation like any other: it is told, and the rest goes on. */
async function runOnce(system: System, { fault, aim }: Cell, seed: string, signal: AbortSignal): Promise<Found> {
  try {
    return await runCell(system, fault, aim, seed, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    await system.ground.restore();
    await system.services.revive();
    const nothing = { acknowledged: 0, refused: 0, lost: 0, doubled: 0, outOfOrder: 0, resent: 0 };
    return { ...nothing, seconds: Infinity, problems: [`the run broke down: ${messageOf(error)}`], notes: [] };
  }
}

const detail = ({ acknowledged, seconds, problems, notes }: Row): string =>
  [
    '',
    `${acknowledged} acknowledged`,
    ...(seconds === null ? [] : [`recovered in ${seconds.toFixed(1)} s`]),
    ...problems.slice(0, 3),
    ...notes,
  ].join('; ');

const skip = ({ fault, aim }: Cell, why = 'it cannot be done here'): Row => ({
  fault: fault.name,
  aim,
  runs: 0,
  acknowledged: 0,
  refused: 0,
  lost: 0,
  doubled: 0,
  outOfOrder: 0,
  resent: 0,
  seconds: null,
  bound: fault.bound,
  verdict: 'skipped',
  problems: [],
  notes: [why],
});
