import { readdir, readFile } from 'node:fs/promises';
import { parseStat, startOf } from './identity.ts';
import type { Places } from './paths.ts';
import type { ProcessRecord } from './processes.ts';

const marker = 'RAPPORT_STACK_PART';

/** What a process of a stack carries in its environment, so that it can be found when its record is lost. */
export const markOf = (places: Places, name: string): Record<string, string> => ({ [marker]: `${name}@${places.dir}` });

/** The part's name in an environment as /proc shows it; undefined where it belongs to no part of this stack. */
export function partIn(environ: string, dir: string): string | undefined {
  const value = environ.split('\0').find(entry => entry.startsWith(`${marker}=`));
  if (value === undefined || !value.endsWith(`@${dir}`)) return undefined;
  return value.slice(marker.length + 1, -dir.length - 1);
}

/**
 * Processes of this stack of which no record is left, as after a deleted `.rapport`. Where /proc is missing there are none
 * to be found. A child of one that is known or found is left to its parent.
 */
export async function findStrays(places: Places, known: readonly ProcessRecord[]): Promise<ProcessRecord[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name)).map(Number);
  const found = (await Promise.all(pids.map(pid => strayAt(places, pid)))).filter(entry => entry !== undefined);
  const family = new Set([...known, ...found.map(({ record }) => record)].map(({ pid }) => pid));
  return found
    .filter(({ record, parent }) => !known.some(({ pid }) => pid === record.pid) && !family.has(parent))
    .map(({ record }) => record);
}

async function strayAt(places: Places, pid: number): Promise<{ record: ProcessRecord; parent: number } | undefined> {
  try {
    const name = partIn(await readFile(`/proc/${pid}/environ`, 'utf8'), places.dir);
    const parent = parseStat(await readFile(`/proc/${pid}/stat`, 'utf8'))?.parent;
    const started = startOf(pid);
    if (name === undefined || parent === undefined || started === undefined) return undefined;
    return { record: { name, pid, started, at: '', port: 0, fingerprint: '' }, parent };
  } catch {
    return undefined;
  }
}
