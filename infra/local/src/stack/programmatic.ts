import { exitCodes, Failure } from '../failure.ts';
import { isAlive } from '../identity.ts';
import { placesOf } from '../paths.ts';
import { defaultPorts, type Ports, type ServiceName } from '../ports.ts';
import { killProcess, readRecord, readRecords } from '../processes.ts';
import { readSettings } from '../settings.ts';
import { connectionsOf, type Connections } from './connections.ts';
import { bringDown, purge } from './down.ts';
import { bringUp, type UpOptions } from './up.ts';

export interface StackOptions {
  /** Folder of the stack, absolute or from the repository's root; two stacks never share one. */
  dir: string;
  /** Where to look first; a port that is taken gives way to the next free one. Default: 100 above the demo stack's. */
  ports?: Partial<Ports>;
  /** Default: all that have been built; [] for none. */
  services?: readonly ServiceName[];
  /** Build what has changed first. Default: no. */
  build?: boolean;
  /** Settings of PostgreSQL, as of postgresql.conf. */
  postgres?: Record<string, string>;
  /** Settings of Kafka, as of server.properties. */
  kafka?: Record<string, string>;
  /** More environment for every service. */
  environment?: Record<string, string>;
  say?: (line: string) => void;
  signal?: AbortSignal;
}

export interface Stack extends Connections {
  dir: string;
  /** The process ids of what is running, by name. */
  pids(): Promise<Record<string, number>>;
  /** SIGKILL without warning, for fault specs. */
  kill(name: 'kafka' | 'postgres' | ServiceName): Promise<void>;
  /** Starts again whatever is not running. */
  restart(): Promise<void>;
  /** Stops everything; with `purge` its data go too. */
  stop(options?: { purge?: boolean }): Promise<void>;
}

/** Brings up a stack of its own. Throws a Failure where a part of it doesn't become ready. */
export const startStack = (options: StackOptions): Promise<Stack> => begin(options, {});

/** Kafka alone, with the declared topics. */
export const startKafka = (options: Omit<StackOptions, 'services' | 'build' | 'postgres'>): Promise<Stack> =>
  begin(options, { foundations: ['kafka'], services: [] });

/** PostgreSQL alone, with the services' databases and roles. */
export const startPostgres = (options: Omit<StackOptions, 'services' | 'build'>): Promise<Stack> =>
  begin(options, { foundations: ['postgres'], services: [] });

/** A stack that is running already: the demo's, or one that another process has started. */
export async function attach(dir: string): Promise<Connections> {
  const places = placesOf(dir);
  const settings = await readSettings(places);
  if (settings !== undefined) return connectionsOf(places, settings);
  throw new Failure(`there is no stack in ${places.dir}`, exitCodes.unavailable, './rapport up starts one');
}

async function begin(options: StackOptions, fixed: Partial<UpOptions>): Promise<Stack> {
  const places = placesOf(options.dir);
  const say = options.say ?? ((): void => undefined);
  const up: UpOptions = {
    places,
    say,
    signal: options.signal,
    services: options.services,
    build: options.build ?? false,
    ports: { ...higher(defaultPorts, 100), ...options.ports },
    postgres: options.postgres ?? {},
    kafka: options.kafka ?? {},
    environment: options.environment ?? {},
    ...fixed,
  };
  const raise = async (): Promise<Connections> => {
    const { connections, failures } = await bringUp(up);
    if (failures[0] !== undefined) throw failures[0];
    return connections;
  };
  return {
    ...(await raise()),
    dir: places.dir,
    pids: async () => {
      const alive = (await readRecords(places)).filter(entry => isAlive(entry));
      return Object.fromEntries(alive.map(entry => [entry.name, entry.pid]));
    },
    kill: async name => {
      const entry = await readRecord(places, name);
      if (entry !== undefined) await killProcess(entry);
    },
    restart: async () => void (await raise()),
    stop: async ({ purge: all = false } = {}) => {
      await bringDown(places, say);
      if (all) await purge(places);
    },
  };
}

const higher = (ports: Ports, by: number): Ports => ({
  gateway: ports.gateway + by,
  profile: ports.profile + by,
  interactions: ports.interactions + by,
  complaints: ports.complaints + by,
  loyalty: ports.loyalty + by,
  analytics: ports.analytics + by,
  kafka: ports.kafka + by,
  kafkaController: ports.kafkaController + by,
  postgres: ports.postgres + by,
  mail: ports.mail + by,
});
