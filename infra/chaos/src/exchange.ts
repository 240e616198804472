import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Ground } from './ground.ts';

const SENT_WITHIN_MS = 10_000;

export function urlOf({ connections }: Ground, name: string): string {
  const url = new URL(connections.databases.admin);
  url.pathname = `/${name}`;
  return url.href;
}

export const asAdmin = ({ connections }: Ground, statement: string): Promise<void> =>
  withClient(connections.databases.admin, async client => void (await client.query(statement)));

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** Ends all connections to a database but one: PostgreSQL copies and renames it only while nobody is connected. */
export const disconnect = (name: string, spared = 0): string =>
  `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = '${name}' and pid <> ${spared}`;

/**
 * Puts a copy in the place of a database, under whoever is using it, at a moment at which everything that was written has
 * been sent: nobody can write until then, and who tries is cut off.
 */
export async function loseOnceSent(ground: Ground, name: string, copy: string): Promise<void> {
  await withClient(urlOf(ground, name), async client => {
    await client.query('begin');
    await client.query('lock table messaging.events in share mode');
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    for (const deadline = Date.now() + SENT_WITHIN_MS; await waiting(client); await sleep(20))
      if (Date.now() > deadline) throw new Error(`${name} still has events to send after ${SENT_WITHIN_MS / 1000} s`);
    await asAdmin(ground, `alter database ${name} with allow_connections false`);
    await asAdmin(ground, disconnect(name, rows[0]?.pid));
  });
  await asAdmin(ground, disconnect(copy));
  await asAdmin(ground, `alter database ${name} rename to ${name}_lost`);
  await asAdmin(ground, `alter database ${copy} rename to ${name}`);
  await asAdmin(ground, `drop database ${name}_lost`);
}

async function waiting(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ some: boolean }>('select exists (select from messaging.outbox) as some');
  return rows[0]?.some === true;
}
