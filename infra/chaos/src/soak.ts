import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId } from '@rapport/contracts';
import { exitCodes, Failure, placesOf, say, withLock } from '@rapport/local';
import { ROOT } from './ground.ts';
import { Journal } from './journal.ts';
import { Load } from './load.ts';
import { EXIT_MS, grown, leastHeld, type Holding } from './processes.ts';
import { tidy } from './run.ts';
import { SERVICES } from './services.ts';
import { startSystem, type System } from './system.ts';
import { endsOf } from './topics.ts';
import { verdictOf, type Found } from './verdict.ts';

const CUSTOMERS = 64;
const PAUSE_MS = 60;
const MINUTE_MS = 60_000;

export interface SoakOptions {
  /** Between the two looks; warming up comes before. */
  readonly minutes: number;
  readonly seed: string;
  readonly workers: number;
  readonly signal: AbortSignal;
}

export interface SoakRow {
  readonly service: string;
  readonly before: Holding;
  readonly after: Holding;
  /** Seconds from SIGTERM to its exit, under load. */
  readonly exit: number;
  readonly problems: readonly string[];
}

export interface Soaked {
  readonly rows: readonly SoakRow[];
  /** What the whole time has shown of the other invariants, the stops included. */
  readonly found: Found;
}

/** Lets everything run under load for long, looks at what the services hold before and after, and stops them under load. */
export async function soak(options: SoakOptions): Promise<Soaked> {
  const { dir } = placesOf(ROOT);
  await mkdir(dir, { recursive: true });
  return withLock(`${dir}.lock`, 'chaos', async () => {
    say('starting the system …');
    const system = await startSystem('single', { say: line => say(`  ${line}`), signal: options.signal });
    try {
      return await soaked(system, options);
    } finally {
      await system.stop();
      await tidy(dir, options.signal.aborted);
    }
  });
}

async function soaked(system: System, { minutes, seed, workers, signal }: SoakOptions): Promise<Soaked> {
  const { services, ground, token } = system;
  const customers = Array.from({ length: CUSTOMERS }, (_, n) => derivedId(`soak ${seed} ${n} ${Date.now()}`));
  const journal = new Journal(join(placesOf(ROOT).dir, 'journals', 'soak.jsonl'));
  const load = new Load({ services, token, journal, seed, customers, workers, pauseMs: PAUSE_MS, signal });
  const verify = verdictOf(system, journal, customers, await endsOf(ground.connections.brokers));
  const instances = () => SERVICES.flatMap(service => services.of(service));
  const look = (): Promise<Map<string, Holding>> => {
    for (const instance of instances()) services.collect(instance);
    return leastHeld(instances, Math.min(1, minutes / 4) * MINUTE_MS, signal);
  };
  try {
    await load.start();
    const warming = Math.min(5, Math.max(1, minutes / 3));
    say(`warming up for ${warming.toFixed(1)} minutes, then ${minutes} minutes under load …`);
    await lasting(warming, signal);
    const before = await look();
    await lasting(minutes, signal);
    const after = await look();
    const rows: SoakRow[] = [];
    for (const { name, service } of instances()) {
      const [was, is] = [before.get(name), after.get(name)];
      const [running] = services.of(service);
      if (!was || !is || !running) throw new Failure(`${name} has ended by itself`, exitCodes.failed);
      const exit = await services.stop(running);
      await services.ready(await services.start(service));
      const slow = exit > EXIT_MS ? [`it took ${(exit / 1000).toFixed(1)} s to end`] : [];
      rows.push({ service, before: was, after: is, exit: exit / 1000, problems: [...grown(was, is), ...slow] });
    }
    await load.stop();
    const found = await verify({ mayPark: false, wentBack: [] });
    if (found.problems.length === 0) journal.remove();
    return { rows, found };
  } finally {
    await load.stop();
  }
}

async function lasting(minutes: number, signal: AbortSignal): Promise<void> {
  await sleep(minutes * MINUTE_MS, undefined, { signal }).catch(() => {
    throw new Failure('interrupted', exitCodes.interrupted);
  });
}
