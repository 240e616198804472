import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Stat {
  state: string;
  parent: number;
  threads: number;
  started: string;
}

/** State letter, parent, number of threads and start time out of /proc/<pid>/stat; the program's name before them may hold any character. */
export function parseStat(stat: string): Stat | undefined {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  const state = fields[0];
  const started = fields[19];
  if (state === undefined || started === undefined) return undefined;
  return { state, parent: Number(fields[1]), threads: Number(fields[17]), started };
}

/**
 * When the process with this id was started, in whatever unit the system counts; undefined when it has ended.
 * With the pid it names one process for good: pids are used again, pairs of pid and start are not.
 */
export function startOf(pid: number): string | undefined {
  if (process.platform === 'linux') return startOnLinux(pid);
  try {
    const text = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '');
  } catch {
    return undefined;
  }
}

function startOnLinux(pid: number): string | undefined {
  try {
    const stat = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return stat === undefined || hasEnded(stat) ? undefined : stat.started;
  } catch {
    return undefined;
  }
}

/** The first thread may have ended before the others, which still hold what the process had open, its port too. */
export const hasEnded = ({ state, threads }: Pick<Stat, 'state' | 'threads'>): boolean =>
  state === 'X' || (state === 'Z' && threads <= 1);

export interface Identity {
  pid: number;
  started: string;
}

export const isAlive = (process: Identity, start: (pid: number) => string | undefined = startOf): boolean =>
  start(process.pid) === process.started;
