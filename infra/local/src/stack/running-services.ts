import { exitCodes, Failure, interrupted } from '../failure.ts';
import type { ServiceName } from '../ports.ts';
import { launch, stopProcess } from '../processes.ts';
import { answersOk, untilReady } from '../wait.ts';
import { repairOf } from '../reconcile/repair-of.ts';
import type { Connections } from './connections.ts';
import { ensureProcess, reportReady } from './ensure-process.ts';
import { builtServices, serviceProgram } from './services.ts';
import type { Run } from './up.ts';

/** Starts the services side by side. One that fails is ended again, and does not keep the others from running. */
export async function bringServices(run: Run, connections: Connections, version: string): Promise<Error[]> {
  const built = builtServices();
  const wanted = run.options.services ?? built;
  for (const name of wanted.filter(each => !built.includes(each))) run.options.say(`${name}: not built, left out`);
  const outcomes = await Promise.allSettled(
    wanted.filter(name => built.includes(name)).map(name => bringService(run, connections, name, version)),
  );
  if (run.options.signal?.aborted === true) throw interrupted();
  return outcomes.filter(outcome => outcome.status === 'rejected').map(outcome => asError(outcome.reason));
}

async function bringService(run: Run, connections: Connections, name: ServiceName, version: string): Promise<void> {
  const { places, signal, environment } = run.options;
  const began = Date.now();
  const program = serviceProgram(name, connections, run.settings.ports, version, environment);
  const { entry, fresh } = await ensureProcess(run, name, program.fingerprint, () => launch(places, program));
  const address = `${connections.services[name]}/readyz`;
  let toRepair: string | undefined;
  const ready = async (): Promise<boolean> =>
    (await answersOk(address)) || (toRepair = await repairOf(address)) !== undefined;
  try {
    await untilReady({ places, process: entry, ready, patienceMs: 60_000, signal });
  } catch (error) {
    if (signal?.aborted !== true && fresh) await stopProcess(places, entry);
    throw error;
  }
  // It has to be running to be repaired.
  if (toRepair !== undefined) throw new Failure(`${name} is running and not ready: ${toRepair}`, exitCodes.unavailable);
  reportReady(run, name, run.settings.ports[name], fresh, began);
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
