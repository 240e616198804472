import { randomUUID } from 'node:crypto';
import { deleteTopics, ensureTopics } from '@rapport/local';
import { createPool, migrateMessaging } from '@rapport/messaging';
import pg from 'pg';
import type { Ground } from '../ground.ts';

/** A database with messaging's tables and topics of its own, beside those of the system. */
export interface Side {
  readonly url: string;
  /** Opened anew where it was closed for a copy. */
  readonly pool: pg.Pool;
  readonly brokers: readonly string[];
  readonly prefix: string;
  /** A copy of the database as it is now, with the same topics. */
  copy(): Promise<Side>;
  drop(): Promise<void>;
}

export async function openSide(ground: Ground): Promise<Side> {
  const name = `chaos_${randomUUID().slice(0, 8)}`;
  const prefix = `${name}.`;
  const { brokers } = ground.connections;
  await asAdmin(ground, `create database ${name}`);
  await migrateMessaging(urlOf(ground, name));
  await ensureTopics(brokers, prefix, ground.brokers);
  return sideOf(ground, name, prefix, async () => void (await deleteTopics(brokers, prefix)));
}

function sideOf(ground: Ground, name: string, prefix: string, removeTopics: () => Promise<void>): Side {
  const url = urlOf(ground, name);
  let pool: pg.Pool | undefined;
  const close = async (): Promise<void> => {
    await pool?.end();
    pool = undefined;
  };
  return {
    url,
    get pool() {
      return (pool ??= createPool(url, 4, () => undefined));
    },
    brokers: ground.connections.brokers,
    prefix,
    async copy() {
      await close();
      await asAdmin(ground, disconnect(name));
      await asAdmin(ground, `create database ${name}_copy template ${name}`);
      return sideOf(ground, `${name}_copy`, prefix, async () => undefined);
    },
    async drop() {
      await close();
      await asAdmin(ground, `drop database if exists ${name} with (force)`);
      await removeTopics();
    },
  };
}

/** PostgreSQL copies a database only while nobody is connected to it. */
const disconnect = (name: string): string =>
  `select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = '${name}'`;

export function urlOf({ connections }: Ground, name: string): string {
  const url = new URL(connections.databases.admin);
  url.pathname = `/${name}`;
  return url.href;
}

export async function asAdmin({ connections }: Ground, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: connections.databases.admin });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
