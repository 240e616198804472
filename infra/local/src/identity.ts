import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** State letter, parent and start time out of /proc/<pid>/stat; the program's name before them may hold any character. */
export function parseStat(stat: string): { state: string; parent: number; started: string } | undefined {
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .trim()
    .split(' ');
  const state = fields[0];
  const started = fields[19];
  return state === undefined || started === undefined ? undefined : { state, parent: Number(fields[1]), started };
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
    return stat === undefined || stat.state === 'Z' || stat.state === 'X' ? undefined : stat.started;
  } catch {
    return undefined;
  }
}

export interface Identity {
  pid: number;
  started: string;
}

export const isAlive = (process: Identity, start: (pid: number) => string | undefined = startOf): boolean =>
  start(process.pid) === process.started;
