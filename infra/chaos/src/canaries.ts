import { randomBytes, randomInt } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventTopic } from '@rapport/contracts';
import { placesOf, serviceNames, type ServiceName } from '@rapport/local';
import { createPool, type Fetched } from '@rapport/messaging';
import type pg from 'pg';
import { urlOf } from './exchange.ts';
import { ROOT, type Ground } from './ground.ts';
import { readAll } from './topics.ts';

const MARK = `canary${randomBytes(6).toString('hex')}`;
const STEM = `491512${randomInt(10_000, 100_000)}`;

/** Whoever is registered by a run: a part of every name and address, and the numbers that they have. */
export const WHO = `${MARK}p`;
export const PHONES = Array.from({ length: 8 }, (_, n) => `+${STEM}0${n}`);

/** What people say in a run, to interactions and to complaints. */
export const SAID = { interactions: `${MARK}i`, complaints: `${MARK}c` } as const;

/** By the service to which they were given. */
const CANARIES: readonly (readonly [owner: ServiceName, values: readonly string[]])[] = [
  ['profile', [WHO, STEM]],
  ['interactions', [SAID.interactions]],
  ['complaints', [SAID.complaints]],
];

/** The one table that may hold personal values, and those of its own service only: erasure empties it. */
export const HOME = 'messaging.personal';

const ofOthers = (service: ServiceName): string[] =>
  CANARIES.filter(([owner]) => owner !== service).flatMap(([, values]) => values);
/** What is in all of them. */
const ANY = [MARK, STEM];

/**
 * V11: where personal values that were given to the public API lie in plain text and must not: in events on their topics, in
 * any table of any service but its own `messaging.personal`, in logs of services, PostgreSQL or Kafka. In words.
 */
export async function leakedValues(ground: Ground, messages: readonly Fetched[]): Promise<string[]> {
  const ofProfile = await readAll(ground.connections.brokers, eventTopic('profile'));
  const inTables = await Promise.all(serviceNames.map(service => inDatabase(ground, service)));
  return [...inTopics([...messages, ...ofProfile]), ...inTables.flat(), ...(await inLogs())];
}

function inTopics(messages: readonly Fetched[]): string[] {
  const topics = messages
    .filter(({ key, value, headers }) => {
      const text = `${key} ${value?.toString() ?? ''} ${JSON.stringify(headers)}`;
      return ANY.some(found => text.includes(found));
    })
    .map(({ topic }) => topic);
  return [...new Set(topics)].map(topic => `personal values are in the topic ${topic}`);
}

const TABLES = `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'm') order by 1`;

async function inDatabase(ground: Ground, service: ServiceName): Promise<string[]> {
  const pool = createPool(urlOf(ground, `rapport_${service}`), 1, () => undefined);
  try {
    const found: string[] = [];
    const { rows } = await pool.query<{ name: string }>(TABLES);
    for (const { name } of rows) {
      const values = name === HOME ? ofOthers(service) : ANY;
      if ((await holds(pool, name, values)) > 0) found.push(`personal values are in ${name} of ${service}`);
    }
    return found;
  } finally {
    await pool.end();
  }
}

/** How many rows of a table hold one of the values in any column. */
export async function holds(pool: pg.Pool, table: string, values: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*) as n from ${table} t where t::text like any($1)`, [
    values.map(value => `%${value}%`),
  ]);
  return rows[0]?.n ?? 0;
}

/** What has been given to one service and is where it belongs: a search that finds nothing there is blind. */
export const rowsAtHome = (pool: pg.Pool, service: ServiceName): Promise<number> =>
  holds(pool, HOME, CANARIES.find(([owner]) => owner === service)?.[1] ?? []);

async function inLogs(): Promise<string[]> {
  const { dir } = placesOf(ROOT);
  const found: string[] = [];
  for (const part of await readdir(dir)) {
    const folder = join(dir, part, 'logs');
    for (const name of await readdir(folder).catch(() => [])) {
      const text = await readFile(join(folder, name), 'utf8');
      if (ANY.some(value => text.includes(value))) found.push(`personal values are in the log ${name}`);
    }
  }
  return found;
}
