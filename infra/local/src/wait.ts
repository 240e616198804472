import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, Failure, interrupted } from './failure.ts';
import { tailOf } from './files.ts';
import { isAlive } from './identity.ts';
import type { Places } from './paths.ts';
import { logOf, type ProcessRecord } from './processes.ts';

export interface WaitOptions {
  places: Places;
  process: ProcessRecord;
  ready: () => Promise<boolean>;
  patienceMs: number;
  signal?: AbortSignal | undefined;
}

/** Waits until the process answers. Throws a Failure with the end of its log where it ends or takes too long. */
export async function untilReady(options: WaitOptions): Promise<void> {
  const { name } = options.process;
  for (const deadline = Date.now() + options.patienceMs; ; await sleep(100)) {
    if (options.signal?.aborted === true) throw interrupted();
    const alive = isAlive(options.process);
    if (alive && (await options.ready())) return;
    if (alive && Date.now() < deadline) continue;
    const reason = alive ? `is not ready after ${options.patienceMs / 1000} s` : 'ended while it was starting';
    const tail = await tailOf(logOf(options.places, name), 15);
    throw new Failure(`${name} ${reason}; the end of its log:\n${tail.join('\n')}`, exitCodes.unavailable);
  }
}

/** Whether an HTTP address answers with success within two seconds. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
