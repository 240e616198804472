import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Stat {
  pid: number;
  state: string;
  parent: number;
  /** Clock ticks of CPU: its own, and those of children that it has outlived. */
  ticks: number;
  reaped: number;
  threads: number;
  started: string;
}

/** What a line of /proc/<pid>/stat tells; the program's name in it may hold any character. */
export function parseStat(stat: string): Stat | undefined {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  const state = fields[0];
  const started = fields[19];
  if (state === undefined || started === undefined) return undefined;
  const sum = (a: number, b: number): number => Number(fields[a]) + Number(fields[b]);
  return {
    pid: parseInt(stat, 10),
    state,
    parent: Number(fields[1]),
    ticks: sum(11, 12),
    reaped: sum(13, 14),
    threads: Number(fields[17]),
    started,
  };
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
