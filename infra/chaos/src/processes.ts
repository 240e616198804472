import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from './services.ts';

/** What a process holds of the machine. */
export interface Holding {
  /** Resident memory, in MB. */
  readonly rss: number;
  /** Open files and sockets. */
  readonly files: number;
}

/** From SIGTERM to the end of a process. */
export const EXIT_MS = 10_000;
const LOOK_MS = 1_000;

/** The least that each process held within some time, by its name: what is freed sooner or later does not count. */
export async function leastHeld(
  instances: () => readonly Instance[],
  ms: number,
  signal: AbortSignal,
): Promise<Map<string, Holding>> {
  const least = new Map<string, Holding>();
  for (const end = Date.now() + ms; Date.now() < end && !signal.aborted; await sleep(LOOK_MS)) {
    for (const { name, record } of instances()) {
      const now = holding(record.pid);
      const before = least.get(name) ?? now;
      least.set(name, { rss: Math.min(before.rss, now.rss), files: Math.min(before.files, now.files) });
    }
  }
  return least;
}

function holding(pid: number): Holding {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kb = Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]);
  return { rss: kb / 1024, files: readdirSync(`/proc/${pid}/fd`).length };
}

const MOST = 1.1;

/** V12, in words: memory or files more than a tenth above what they were. */
export const grown = (before: Holding, after: Holding): string[] => [
  ...(after.rss > before.rss * MOST ? [`memory grew from ${before.rss.toFixed(0)} to ${after.rss.toFixed(0)} MB`] : []),
  ...(after.files > before.files * MOST ? [`open files grew from ${before.files} to ${after.files}`] : []),
];
