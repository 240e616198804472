import { join } from 'node:path';
import { writeWhole } from '../files.ts';
import { say } from '../output.ts';
import { defaultDir } from '../paths.ts';
import type { ServiceName } from '../ports.ts';
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
