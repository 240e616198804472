import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../files.ts';
import { say } from '../output.ts';
import { withLock } from '../lock.ts';
import { defaultDir, placesOf } from '../paths.ts';
import type { ServiceName } from '../ports.ts';
import { bringDown, purge } from '../stack/down.ts';
import { startStack, type Stack } from '../stack/programmatic.ts';

const dir = join(defaultDir, 'test');

/** The path that RAPPORT_TEST_STACK names: a JSON file with the `Connections` of the test stack and its `dir`. */
export const connectionsFile = join(dir, 'connections.json');

/** A stack beside the demo's, on ports of its own and without the data of a run before. */
export async function startTestStack(
  services: readonly ServiceName[] | undefined,
  signal: AbortSignal,
): Promise<Stack> {
  const stack = await startStack({
    dir,
    signal,
    say: line => say(`  ${line}`),
    ...(services === undefined ? {} : { services }),
    // The machine may crash under a test, the data are thrown away anyhow: only processes are killed, which this withstands.
    postgres: { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'on' },
    environment: { LOG_LEVEL: 'warn' },
  });
  await writeWhole(connectionsFile, `${JSON.stringify(stack, null, 2)}\n`, 0o600);
  return stack;
}

/** Ends what a run that was cut short has left running, and deletes its data. */
export async function clearTestStack(): Promise<void> {
  const places = placesOf(dir);
  await bringDown(places, () => undefined);
  await purge(places);
  await rm(connectionsFile, { force: true });
}

/** One test stack at a time in a clone: a second run is refused with a conflict. */
export const withTestStack = (work: () => Promise<void>): Promise<void> =>
  withLock(join(defaultDir, 'test.lock'), 'test', async () => {
    await clearTestStack();
    try {
      await work();
    } finally {
      await clearTestStack();
    }
  });
