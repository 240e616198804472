import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../identity.ts';
import { withLock } from '../lock.ts';
import type { Places } from '../paths.ts';
import { dataFolder, unprivilegedAccount } from '../postgres/binaries.ts';
import { findStrays } from '../strays.ts';
import { readRecords, stopProcess, type Ending, type ProcessRecord } from '../processes.ts';

/** The front door first, what all others stand on last. */
const order = ['gateway', 'analytics', 'loyalty', 'complaints', 'interactions', 'profile', 'mail', 'kafka', 'postgres'];
const foundations = ['kafka', 'postgres'];

/** SIGINT asks PostgreSQL to end without waiting for its clients; SIGTERM would wait for them. */
export const stopSignal = (name: string): NodeJS.Signals => (name === 'postgres' ? 'SIGINT' : 'SIGTERM');

export interface Stopped {
  name: string;
  pid: number;
  ending: Ending;
}

/** Stops the services side by side, then Kafka and PostgreSQL; says how each ended. */
export async function stopAll(
  places: Places,
  entries: readonly ProcessRecord[],
  say: (line: string) => void,
): Promise<Stopped[]> {
  const stop = async (entry: ProcessRecord): Promise<Stopped> => {
    const patience = foundations.includes(entry.name) ? 30_000 : 15_000;
    const ending = await stopProcess(places, entry, stopSignal(entry.name), patience);
    say(`${entry.name.padEnd(13)}${ending}`);
    return { name: entry.name, pid: entry.pid, ending };
  };
  const sorted = entries.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const services = await Promise.all(sorted.filter(entry => !foundations.includes(entry.name)).map(stop));
  const rest = await Promise.all(sorted.filter(entry => foundations.includes(entry.name)).map(stop));
  return [...services, ...rest];
}

export const bringDown = (places: Places, say: (line: string) => void): Promise<Stopped[]> =>
  withLock(places.lock, 'down', async () => {
    const records = await readRecords(places);
    const strays = await stopStrays(places, records, say);
    return [...strays, ...(await stopAll(places, records, say))];
  });

/** Stops what belongs to this stack and has lost its record: it would hold ports and data folders. */
export async function stopStrays(
  places: Places,
  records: readonly ProcessRecord[],
  say: (line: string) => void,
): Promise<Stopped[]> {
  const strays = await findStrays(places, records);
  if (strays.length > 0) say(`${strays.length} processes of this stack have lost their record: stopping them`);
  return stopAll(places, strays, say);
}

/** Deletes the data of a stack that is down: databases, topics, keys, logs and what it remembers. The jars stay. */
export async function purge(places: Places): Promise<void> {
  const data = dataFolder(places.postgres, await unprivilegedAccount());
  const own = [places.postgres, places.kafka, places.issuer, places.mail, places.logs, places.pids, places.settings];
  // How far imports have come, and what of the simulation was sent, say nothing without the data that they are about.
  const about = ['imports', 'simulation-present', 'simulation-sent.json'].map(name => join(places.dir, name));
  for (const path of [data, ...own, ...about]) await rm(path, { recursive: true, force: true });
}

export const runningNames = async (places: Places): Promise<string[]> =>
  (await readRecords(places)).filter(entry => isAlive(entry)).map(entry => entry.name);
