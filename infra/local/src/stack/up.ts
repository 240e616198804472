import { mkdir } from 'node:fs/promises';
import { interrupted } from '../failure.ts';
import { isAlive } from '../identity.ts';
import { ensureIssuer, renewServiceToken } from '../issuer.ts';
import { withLock } from '../lock.ts';
import type { Places } from '../paths.ts';
import { assignPorts, type PortName, type Ports, type ServiceName } from '../ports.ts';
import { readRecords, type ProcessRecord } from '../processes.ts';
import { bringMail } from '../mail/bring-mail.ts';
import { newSettings, readSettings, writeSettings, type Settings } from '../settings.ts';
import { ensureBuild, sourceStamp } from './build.ts';
import { connectionsOf, type Connections } from './connections.ts';
import { stopAll, stopStrays } from './down.ts';
import { bringKafka, bringPostgres } from './parts.ts';
import { bringServices } from './running-services.ts';

export interface UpOptions {
  places: Places;
  say: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** Default: all that have been built. */
  services?: readonly ServiceName[] | undefined;
  /** Default: where a source has changed. */
  build?: boolean;
  /** Default: both. */
  foundations?: readonly ('kafka' | 'postgres')[];
  /** A mail server that keeps what is sent instead of delivering it, where SMTP_URL names no other. */
  mail?: boolean;
  /** Where to look for free ports first, in a stack that has none yet. */
  ports?: Ports;
  /** More settings of PostgreSQL and of Kafka, and more environment of every service. */
  postgres?: Record<string, string>;
  kafka?: Record<string, string>;
  environment?: Record<string, string>;
}

export interface Raised {
  connections: Connections;
  /** Services that didn't become ready; the rest of the stack is running all the same. */
  failures: Error[];
}

/** One run of `up`: what it was asked, what it found, and what it has started so far. */
export interface Run {
  options: UpOptions;
  settings: Settings;
  running: readonly ProcessRecord[];
  started: ProcessRecord[];
}

/** Brings up whatever of the stack is not running. What an interrupted run has started, it stops again. */
export const bringUp = (options: UpOptions): Promise<Raised> =>
  withLock(options.places.lock, 'up', async () => {
    const started: ProcessRecord[] = [];
    try {
      return await raise(options, started);
    } catch (error) {
      const aborted = options.signal?.aborted === true;
      if (started.length > 0) options.say(`${aborted ? 'interrupted: ' : ''}stopping what was started`);
      await stopAll(options.places, started, options.say);
      throw aborted ? interrupted() : error;
    }
  });

async function raise(options: UpOptions, started: ProcessRecord[]): Promise<Raised> {
  const { places, say, signal, foundations = ['kafka', 'postgres'] } = options;
  await mkdir(places.dir, { recursive: true });
  const records = await readRecords(places);
  await stopStrays(places, records, say);
  const running = records.filter(entry => isAlive(entry));
  const settings = await settle(options, running);
  const connections = connectionsOf(places, settings);
  await renewServiceToken(await ensureIssuer(places));
  const mail = await bringMail({ options, settings, running, started });
  const run: Run = {
    options: { ...options, environment: { ...options.environment, ...mail } },
    settings,
    running,
    started,
  };
  // A part that fails must not leave the others starting behind the back of the clean-up: all are awaited.
  const [kafka, postgres, build] = await Promise.allSettled([
    foundations.includes('kafka') ? bringKafka(run, connections) : undefined,
    foundations.includes('postgres') ? bringPostgres(run, connections) : undefined,
    options.build === false ? sourceStamp() : ensureBuild(say, signal),
  ]);
  for (const part of [kafka, postgres, build]) if (part.status === 'rejected') throw part.reason;
  const failures = await bringServices(run, connections, build.status === 'fulfilled' ? build.value : '');
  if (signal?.aborted === true) throw interrupted();
  return { connections, failures };
}

async function settle({ places, say, ports }: UpOptions, running: readonly ProcessRecord[]): Promise<Settings> {
  const remembered = (await readSettings(places)) ?? newSettings(ports);
  const holds = (name: PortName): boolean =>
    running.some(entry =>
      name === 'kafkaController'
        ? entry.name === 'kafka'
        : entry.name === name && entry.port === remembered.ports[name],
    );
  const assigned = await assignPorts(remembered.ports, holds);
  for (const { name, from, to } of assigned.moved) {
    say(`${name}: port ${from} is taken by another program; using ${to}`);
  }
  const settings = { ...remembered, ports: assigned.ports };
  await writeSettings(places, settings);
  return settings;
}
