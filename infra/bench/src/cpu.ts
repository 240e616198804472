import { readdir, readFile } from 'node:fs/promises';
import { parseStat } from '@rapport/local';

/** Clock ticks a second in /proc: the same on every Linux that Node runs on. */
const TICKS = 100;

/** Seconds of CPU of these processes until now, by name, each with its children; undefined where there is no /proc. */
export async function cpuOf(pids: Readonly<Record<string, number>>): Promise<Map<string, number> | undefined> {
  const names = await readdir('/proc').catch(() => undefined);
  if (names === undefined) return undefined;
  const all = await Promise.all(
    names.filter(name => /^\d+$/.test(name)).map(pid => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  const stats = all.map(parseStat).filter(stat => stat !== undefined);
  return new Map(
    Object.entries(pids).map(([name, pid]) => {
      const own = stats.filter(stat => stat.pid === pid);
      const children = stats.filter(stat => stat.parent === pid);
      const ticks = [...own, ...children].reduce((sum, stat) => sum + stat.ticks + stat.reaped, 0);
      return [name, ticks / TICKS];
    }),
  );
}

/** How many cores each kept busy between two looks, `seconds` apart. */
export const coresBetween = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  seconds: number,
): Map<string, number> =>
  new Map([...after].map(([name, spent]) => [name, Math.max(0, spent - (before.get(name) ?? 0)) / seconds]));
