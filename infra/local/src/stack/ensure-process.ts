import { interrupted } from '../failure.ts';
import { stopProcess, type ProcessRecord } from '../processes.ts';
import { stopSignal } from './down.ts';
import type { Run } from './up.ts';

/** Keeps a process that runs as wanted, ends one that runs otherwise, and begins it where there is none. */
export async function ensureProcess(
  run: Run,
  name: string,
  fingerprint: string,
  begin: () => Promise<ProcessRecord>,
): Promise<{ entry: ProcessRecord; fresh: boolean }> {
  const { places, say, signal } = run.options;
  const found = run.running.find(entry => entry.name === name);
  if (found !== undefined && found.fingerprint === fingerprint) return { entry: found, fresh: false };
  if (found !== undefined) {
    say(`${name}: starting again, its settings or its build have changed`);
    await stopProcess(places, found, stopSignal(name));
  }
  if (signal?.aborted === true) throw interrupted();
  const entry = await begin();
  run.started.push(entry);
  return { entry, fresh: true };
}

export function reportReady(run: Run, name: string, port: number, fresh: boolean, began: number): void {
  const state = fresh ? `ready after ${((Date.now() - began) / 1000).toFixed(1)} s` : 'was running';
  run.options.say(`${name.padEnd(13)}${String(port).padEnd(6)}${state}`);
}
