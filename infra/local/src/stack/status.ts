import { isAlive } from '../identity.ts';
import { answers } from '../kafka/topics.ts';
import type { Places } from '../paths.ts';
import { isFree, serviceNames, type ServiceName } from '../ports.ts';
import { accepts } from '../postgres/server.ts';
import { readRecords, type ProcessRecord } from '../processes.ts';
import { newSettings, readSettings } from '../settings.ts';
import { answersOk } from '../wait.ts';
import { connectionsOf, type Connections } from './connections.ts';
import { isBuilt } from './services.ts';

/** `dead`: its process ended without being asked to. `external`: given by the environment, not started by us. */
export type PartState = 'ready' | 'starting' | 'dead' | 'stopped' | 'not built' | 'external' | 'unreachable';

export interface PartStatus {
  name: string;
  state: PartState;
  pid: number | null;
  port: number | null;
  /** Seconds since it was started. */
  uptime: number | null;
  url: string | null;
}

interface Part {
  name: string;
  url: string;
  port: number;
  ready: () => Promise<boolean>;
  external?: boolean;
  absent?: boolean;
}

export async function statusOf(places: Places): Promise<PartStatus[]> {
  const settings = (await readSettings(places)) ?? newSettings();
  const connections = connectionsOf(places, settings);
  const records = await readRecords(places);
  const parts: Part[] = [
    kafkaPart(connections, settings.ports.kafka),
    postgresPart(connections, settings.ports.postgres),
    ...(records.some(({ name }) => name === 'mail') ? [mailPart(settings.ports.mail)] : []),
    ...serviceNames.map(name => servicePart(name, connections, settings.ports[name])),
  ];
  return Promise.all(
    parts.map(part =>
      stateOf(
        part,
        records.find(entry => entry.name === part.name),
      ),
    ),
  );
}

const kafkaPart = ({ brokers, own }: Connections, port: number): Part => ({
  name: 'kafka',
  url: brokers.join(','),
  port,
  ready: () => answers(brokers),
  external: !own.kafka,
});

const postgresPart = ({ databases, own }: Connections, port: number): Part => ({
  name: 'postgres',
  url: own.postgres ? `127.0.0.1:${port}` : hostOf(databases.services.profile.app),
  port,
  ready: async () => (await accepts(own.postgres ? databases.admin : databases.services.profile.app)) === 'yes',
  external: !own.postgres,
});

const mailPart = (port: number): Part => ({
  name: 'mail',
  url: `smtp://127.0.0.1:${port}`,
  port,
  ready: async () => !(await isFree(port)),
});

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'DATABASE_URL_…');

const servicePart = (name: ServiceName, connections: Connections, port: number): Part => ({
  name,
  url: connections.services[name],
  port,
  ready: () => answersOk(`${connections.services[name]}/readyz`),
  absent: !isBuilt(name),
});

async function stateOf(part: Part, entry: ProcessRecord | undefined): Promise<PartStatus> {
  const { name, url, port } = part;
  if (part.external === true) {
    const state = (await part.ready()) ? 'external' : 'unreachable';
    return { name, state, pid: null, port: null, uptime: null, url };
  }
  if (entry === undefined) {
    return {
      name,
      state: part.absent === true ? 'not built' : 'stopped',
      pid: null,
      port: null,
      uptime: null,
      url: null,
    };
  }
  if (!isAlive(entry)) return { name, state: 'dead', pid: null, port: null, uptime: null, url: null };
  const uptime = Math.round((Date.now() - Date.parse(entry.at)) / 1000);
  return { name, state: (await part.ready()) ? 'ready' : 'starting', pid: entry.pid, port, uptime, url };
}
