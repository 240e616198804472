import { readdir, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/**
 * Waits until nothing works in the data folder any more. The children of a server that was killed end by themselves,
 * a moment later; a new server that finds them still holding the shared memory would refuse to start.
 */
export async function orphansGone(data: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while ((await workingIn(data)) > 0 && Date.now() < until) await sleep(50);
}

async function workingIn(folder: string): Promise<number> {
  const pids = (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name));
  const folders = await Promise.all(pids.map(pid => readlink(`/proc/${pid}/cwd`).catch(() => '')));
  return folders.filter(found => found === folder).length;
}
