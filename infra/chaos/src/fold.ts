import { setTimeout as sleep } from 'node:timers/promises';
import { eventTopic } from '@rapport/contracts';
import { answersOk } from '@rapport/local';
import { createPool } from '@rapport/messaging';
import type pg from 'pg';
import { LAG } from './databases.ts';
import { asAdmin, urlOf } from './exchange.ts';
import { quiet, READS } from './quiet.ts';
import type { Service } from './services.ts';
import type { System } from './system.ts';
import { endsOf } from './topics.ts';
import { until } from './trial.ts';

/** What was published backwards stands behind gaps: each waits half a minute before its owner is asked. */
const FOLD_WITHIN_MS = 400_000;
const QUIET_MS = 60_000;
/** While one of the two reads, a clock may ring in another service: then both read on, in turns, until they stand alike. */
const TURNS = 5;
/** The service of interactions would have to ask itself for what comes late: its one read model is checked in each run. */
const READERS = ['analytics', 'complaints', 'loyalty'] as const;

/**
 * Tables of read models. What a clock or a queue writes is no fold: tables with defaults of their own, and figures, which are
 * worked out from the facts at moments of their own.
 */
const FIGURES = [
  ...['satisfaction', 'retention_risk', 'value_class', 'value_class_months', 'customer_value'],
  ...['share_of_wallet', 'service_strategy', 'next_best_action'],
];
const TABLES = `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('app', 'facts') and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all($1)
    and not exists (select from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
      where d.adrelid = c.oid and a.attgenerated = '')
  union all select 'messaging.sequences' order by 1`;

export interface Folded {
  readonly rows: number;
  readonly tables: number;
  readonly differences: readonly string[];
}

/**
 * V5: each reader in turn is taken away, and a new one with an empty database reads the topics from their beginning.
 * What it makes of them must be, row by row, what the old one has after all that was done to it.
 */
export async function foldFromScratch(system: System): Promise<Folded> {
  const { looks, ground } = system;
  const still = await quiet(looks, ground.connections.brokers, QUIET_MS);
  if (typeof still === 'string') return { rows: 0, tables: 0, differences: [`not quiet: ${still}`] };
  const folds: Folded[] = [];
  for (const service of READERS) folds.push(await foldOf(system, service));
  return {
    rows: folds.reduce((sum, fold) => sum + fold.rows, 0),
    tables: folds.reduce((sum, fold) => sum + fold.tables, 0),
    differences: folds.flatMap(fold => fold.differences),
  };
}

async function foldOf(system: System, service: Service): Promise<Folded> {
  const { ground, services, looks } = system;
  const name = `chaos_fold_${service}`;
  const url = urlOf(ground, name);
  await asAdmin(ground, `drop database if exists ${name} with (force)`);
  await asAdmin(ground, `create database ${name}`);
  const pool = createPool(url, 2, () => undefined);
  try {
    for (let turn = 0; turn < TURNS; turn++) {
      const [old] = services.of(service);
      if (old === undefined) throw new Error(`no ${service} runs`);
      // The new one never becomes ready: its topic holds what its database does not, so that it publishes nothing.
      const fresh = await services.restart(old, { DATABASE_URL: url, DATABASE_OWNER_URL: url });
      await until(`${fresh.name} has made its tables`, () => answersOk(`${fresh.url}/livez`), 60_000);
      const left = await caughtUp(system, service, pool);
      await services.ready(await services.restart(fresh));
      const behind = left === '' ? await caughtUp(system, service, looks.of(service)) : left;
      if (behind !== '') return { rows: 0, tables: 0, differences: [`${service} did not read to the end: ${behind}`] };
      if ((await placesIn(pool)) === (await placesIn(looks.of(service))))
        return await compare(service, looks.of(service), pool);
    }
    return { rows: 0, tables: 0, differences: [`${service}: events came in each of ${TURNS} turns`] };
  } finally {
    await pool.end();
    await asAdmin(ground, `drop database if exists ${name} with (force)`);
  }
}

/** How far a database has read: two that say the same have read the same events. */
async function placesIn(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ places: string }>(
    `select string_agg(format('%s/%s:%s', topic, partition, next_offset), ' ' order by topic, partition) as places
     from messaging.positions`,
  );
  return rows[0]?.places ?? '';
}

/** Answers in words what was left when patience ended; nothing when all was read. */
async function caughtUp({ ground }: System, service: Service, pool: pg.Pool): Promise<string> {
  const ends = await endsOf(ground.connections.brokers);
  const places = READS[service].flatMap(source =>
    ends[source].map((end, partition) => ({ topic: eventTopic(source), partition, end })),
  );
  const values = [places.map(p => p.topic), places.map(p => p.partition), places.map(p => p.end)];
  let left = 'nothing was read';
  for (const deadline = Date.now() + FOLD_WITHIN_MS; Date.now() < deadline; await sleep(250)) {
    const answer = await pool.query<{ n: number }>(LAG, values).catch(() => undefined);
    const n = Number(answer?.rows[0]?.n ?? Infinity);
    if (n === 0) return '';
    left = `${n} events left`;
  }
  return left;
}

async function compare(service: Service, old: pg.Pool, fresh: pg.Pool): Promise<Folded> {
  const { rows: tables } = await old.query<{ name: string }>(TABLES, [FIGURES]);
  const differences: string[] = [];
  let rows = 0;
  for (const { name } of tables) {
    const [was, is] = [await hashes(old, name), await hashes(fresh, name)];
    rows += was.size;
    const [more, less] = [[...was.keys()].filter(hash => !is.has(hash)), [...is.keys()].filter(hash => !was.has(hash))];
    if (more.length + less.length === 0) continue;
    const sample = [...more.map(hash => `has ${was.get(hash)}`), ...less.map(hash => `lacks ${is.get(hash)}`)];
    differences.push(`${service} ${name}: ${more.length} rows more, ${less.length} less than a fold; ${sample[0]}`);
  }
  return { rows, tables: tables.length, differences };
}

/** Hash and beginning of each row. */
async function hashes(pool: pg.Pool, table: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ hash: string; text: string }>(
    `select md5(t::text) as hash, left(t::text, 200) as text from ${table} t`,
  );
  return new Map(rows.map(({ hash, text }) => [hash, text]));
}
