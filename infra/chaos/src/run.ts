import { mkdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { placesOf, say, withLock } from '@rapport/local';
import { ROOT } from './ground.ts';
import { groundOf, type Cell } from './plan.ts';
import type { Row } from './report.ts';
import { brokenRow, rowOf, skippedRow, timesOf, type Runs } from './rows.ts';
import { startSystem, type System } from './system.ts';

/** Runs the cells one after the other, on one system as long as they stand on the same ground; tells of each run at once. */
export async function runAll(cells: readonly Cell[], runs: Runs, onRow: (row: Row, cell: Cell) => void): Promise<void> {
  const { dir } = placesOf(ROOT);
  await mkdir(dir, { recursive: true });
  return withLock(`${dir}.lock`, 'chaos', async () => {
    let system: { readonly name: string; readonly parts: System } | undefined;
    try {
      const all = cells.flatMap((cell, n) =>
        Array.from({ length: timesOf(cell, runs) }, (_, run) => ({ cell, n, run })),
      );
      for (const { cell, n, run } of all) {
        const why = cell.kind === 'fault' ? cell.fault.impossible?.() : undefined;
        if (why !== undefined && run > 0) continue;
        if (why === undefined && system?.name !== groundOf(cell)) {
          await system?.parts.stop();
          system = undefined;
          system = { name: groundOf(cell), parts: await begin(cell, runs.signal) };
        }
        let row: Row;
        try {
          row = system && why === undefined ? await rowOf(system.parts, cell, run, runs) : skippedRow(cell, why ?? '');
        } catch (error) {
          if (runs.signal.aborted) throw error;
          row = brokenRow(cell, error);
          await system?.parts.stop();
          system = undefined;
        }
        onRow(row, cell);
        const place = `${n + 1}/${cells.length}${run > 0 ? `, run ${run + 1}` : ''}`;
        say(`${place} ${row.fault}, ${row.aim}: ${row.verdict}${detail(row)}`);
      }
    } finally {
      await system?.parts.stop();
      await tidy(dir, runs.signal.aborted);
    }
  });
}

async function begin(cell: Cell, signal: AbortSignal): Promise<System> {
  const name = groundOf(cell);
  say(`starting the system (${name}) …`);
  return startSystem(name, { say: line => say(`  ${line}`), signal });
}

/** The journals of runs that showed something stay; nothing else does. */
export async function tidy(dir: string, all: boolean): Promise<void> {
  const parts = ['single', 'cluster', 'disk', 'services', 'broker-1', 'broker-2', 'broker-3', 'clock'];
  for (const part of [...parts, ...(all ? ['journals'] : [])])
    await rm(join(dir, part), { recursive: true, force: true });
  for (const folder of [join(dir, 'journals'), dir]) await rmdir(folder).catch(() => undefined);
}

const detail = ({ acknowledged, kills, seconds, problems, notes }: Row): string =>
  [
    '',
    `${acknowledged} acknowledged`,
    ...(kills === 0 ? [] : [`${kills} killed`]),
    ...(seconds === null ? [] : [`recovered in ${seconds.toFixed(1)} s`]),
    ...problems.slice(0, 3),
    ...notes,
  ].join('; ');
