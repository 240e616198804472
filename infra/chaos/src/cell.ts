import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId } from '@rapport/contracts';
import { placesOf } from '@rapport/local';
import { createRandom } from '@rapport/simulator';
import { leaks, openFiles } from './descriptors.ts';
import { ROOT } from './ground.ts';
import { Journal } from './journal.ts';
import { Load } from './load.ts';
import { flowsAgain } from './probe.ts';
import type { System } from './system.ts';
import { endsOf } from './topics.ts';
import { SERVICE_OF, type Aim, type Fault, type Trial } from './trial.ts';
import { verdictOf, type Found } from './verdict.ts';
import { watchPositions } from './watch.ts';

const CUSTOMERS = 16;
/** How many send at once, where nobody asks for another number. */
export const WORKERS = 6;
const PAUSE_MS = 60;
const BEFORE_MS = 1_000;
const AFTER_MS = 1_000;
const RECOVERS_WITHIN_MS = 90_000;

export interface CellRun {
  readonly fault: Fault;
  readonly aim: Aim;
  readonly seed: string;
  readonly workers: number;
  readonly batch: number;
  readonly signal: AbortSignal;
}

/** One run of a fault against one part of the system, under load, with all that was found afterwards. */
export async function runCell(system: System, { fault, aim, seed, workers, batch, signal }: CellRun): Promise<Found> {
  const { ground, services, looks, token } = system;
  const service = SERVICE_OF[aim];
  const notes: string[] = [];
  const customers = Array.from({ length: Math.max(CUSTOMERS, 2 * workers) }, (_, n) =>
    derivedId(`chaos ${seed} ${n} ${Date.now()}`),
  );
  const brokers = ground.connections.brokers;
  const trial: Trial = {
    ...system,
    aim,
    service,
    random: createRandom(seed),
    customers,
    brokers,
    started: await endsOf(brokers),
    signal,
    note: text => void notes.push(text),
  };
  const journal = new Journal(join(placesOf(ROOT).dir, 'journals', `${seed.replaceAll(/[^\w.-]+/g, '-')}.jsonl`));
  const load = new Load({ services, token, journal, seed, customers, workers, batch, pauseMs: PAUSE_MS, signal });
  await setUp(trial, fault);
  const verify = verdictOf(system, journal, customers, trial.started);
  const watching = watchPositions(looks);
  const deaths = services.deaths;
  try {
    await load.start();
    await sleep(BEFORE_MS);
    const before = openFiles(services.of(service));
    const struck = await strike(trial, fault);
    const seconds = await flowsAgain({ load, looks, customers }, struck.from, RECOVERS_WITHIN_MS);
    await sleep(AFTER_MS);
    const leaked = leaks(before, openFiles(services.of(service)));
    await load.stop();
    await fault.afterwards?.(trial);
    const wentBack = (await watching.end()).filter(({ reader }) => !(fault.readsAgain && reader === service));
    const found = await verify({ mayPark: fault.mayPark ?? false, wentBack: wentBack.map(({ words }) => words) });
    if (struck.failed !== undefined) found.problems.push(struck.failed);
    found.problems.push(...leaked);
    if (found.problems.length === 0) journal.remove();
    else notes.push(`journal: ${journal.file}`);
    return { ...found, seconds, notes, kills: services.deaths - deaths };
  } finally {
    await watching.end();
    await load.stop();
    await clearUp(trial, fault);
  }
}

/** As many replicas as the fault wants, in the environment that it wants. */
async function setUp(trial: Trial, { replicas = 1, environment }: Fault): Promise<void> {
  const { services, service } = trial;
  const env = environment?.(trial);
  const [first] = services.of(service);
  if (first !== undefined && env !== undefined) await services.restart(first, env);
  for (let n = 2; n <= replicas; n++) await services.start(service, n, env);
  await Promise.all(services.of(service).map(instance => services.ready(instance)));
}

async function clearUp({ services, service }: Trial, { replicas = 1, environment }: Fault): Promise<void> {
  const [first, ...others] = services.of(service);
  if (replicas > 1) await Promise.all(others.map(instance => services.stop(instance)));
  if (first === undefined || environment === undefined) return;
  await services.ready(await services.restart(first));
}

async function strike(trial: Trial, fault: Fault): Promise<{ from: number; failed?: string }> {
  try {
    const from = await fault.strike(trial);
    return { from: from ?? performance.now() };
  } catch (error) {
    await trial.ground.restore();
    await trial.services.revive();
    return { from: performance.now(), failed: error instanceof Error ? error.message : String(error) };
  }
}
