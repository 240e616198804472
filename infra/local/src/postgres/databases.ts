import { createHmac } from 'node:crypto';
import pg from 'pg';
import { serviceNames, type ServiceName } from '../ports.ts';

export interface DatabaseUrls {
  /** For the service at work: reads and writes rows. */
  app: string;
  /** For migrations: owns the schemas. */
  owner: string;
  /** For people who look. */
  ro: string;
}

export interface Databases {
  /** Superuser on the database `postgres`: for making and dropping databases, never for a service. */
  admin: string;
  services: Record<ServiceName, DatabaseUrls>;
  analyst: string;
}

const databaseOf = (service: ServiceName): string => `rapport_${service}`;

/** The password of a role: derived from the stack's secret, so that one value is all there is to keep. */
export const passwordOf = (secret: string, role: string): string =>
  createHmac('sha256', secret).update(role).digest('base64url').slice(0, 24);

export function databasesAt(port: number, secret: string, host = '127.0.0.1'): Databases {
  const url = (role: string, database: string): string =>
    `postgresql://${role}:${passwordOf(secret, role)}@${host}:${port}/${database}`;
  const urls = (service: ServiceName): DatabaseUrls => {
    const database = databaseOf(service);
    return {
      app: url(`${database}_app`, database),
      owner: url(`${database}_owner`, database),
      ro: url(`${database}_ro`, database),
    };
  };
  return {
    admin: url('postgres', 'postgres'),
    analyst: url('analyst', databaseOf('analytics')),
    services: {
      profile: urls('profile'),
      interactions: urls('interactions'),
      complaints: urls('complaints'),
      loyalty: urls('loyalty'),
      analytics: urls('analytics'),
      gateway: urls('gateway'),
    },
  };
}

const appSettings = {
  idle_in_transaction_session_timeout: '10s',
  lock_timeout: '5s',
  statement_timeout: '30s',
};
const readerSettings = { default_transaction_read_only: 'on', statement_timeout: '60s' };

/** Makes roles and databases, or brings them up to date: it may run at every start. */
export async function ensureDatabases(databases: Databases, secret: string): Promise<void> {
  await withClient(databases.admin, async client => {
    const roles = serviceNames.flatMap(service => ['owner', 'app', 'ro'].map(kind => `${databaseOf(service)}_${kind}`));
    const rolesThere = await column(client, 'select rolname from pg_roles');
    const missing = [...roles, 'analyst'].filter(role => !rolesThere.has(role));
    for (const role of missing) {
      await client.query(`create role ${role} login password '${passwordOf(secret, role)}'`);
    }
    const databasesThere = await column(client, 'select datname from pg_database');
    for (const service of serviceNames) {
      const name = databaseOf(service);
      if (!databasesThere.has(name)) await client.query(`create database ${name} owner ${name}_owner`);
    }
    await client.query(serviceNames.map(service => roleStatements(databaseOf(service))).join('\n'));
    await client.query(`${set('analyst', readerSettings)}
      alter role analyst in database ${databaseOf('analytics')} set search_path = analytics;
      grant connect on database ${databaseOf('analytics')} to analyst;`);
  });
  await Promise.all(
    serviceNames.map(service =>
      withClient(databases.services[service].owner, client => client.query(defaultPrivileges(databaseOf(service)))),
    ),
  );
}

const roleStatements = (database: string): string => `
  revoke connect, temporary on database ${database} from public;
  grant connect on database ${database} to ${database}_app, ${database}_ro;
  ${set(`${database}_app`, appSettings)}
  ${set(`${database}_ro`, readerSettings)}`;

const set = (role: string, settings: Record<string, string>): string =>
  Object.entries(settings)
    .map(([key, value]) => `alter role ${role} set ${key} = '${value}';`)
    .join('\n');

/** Run by the owner: what it creates from now on the service may use and a reader may read. */
const defaultPrivileges = (database: string): string => `
  alter default privileges grant usage on schemas to ${database}_app, ${database}_ro;
  alter default privileges grant select, insert, update, delete on tables to ${database}_app;
  alter default privileges grant usage, select, update on sequences to ${database}_app;
  alter default privileges grant select on tables to ${database}_ro;
  alter default privileges grant select on sequences to ${database}_ro;`;

export async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function column(client: pg.Client, query: string): Promise<Set<string>> {
  const answer = await client.query<string[]>({ text: query, rowMode: 'array' });
  return new Set(answer.rows.flat());
}
