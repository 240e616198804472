import { randomUUID } from 'node:crypto';
import { deleteTopics, ensureTopics } from '@rapport/local';
import { createPool, migrateMessaging } from '@rapport/messaging';
import type pg from 'pg';
import { asAdmin, disconnect, urlOf } from '../exchange.ts';
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
