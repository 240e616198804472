import { analyticsEvents } from '@rapport/contracts';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { bulkUpsert } from '../bulk-upsert.ts';
import { defineProjection } from '../handlers.ts';
import { ignoring } from '../ignoring.ts';
import { migrateMessaging } from '../migrate.ts';
import type { Tx } from '../pool.ts';

export const POISON = 13;

/** A partitioned table with an index, a trigger, a comment and rights, and a view on a view on it: all that a swap has to keep. */
const BALANCES = `
create schema app;
create table app.balances (
  customer uuid not null, half smallint not null, value float8 not null, n bigint not null,
  doubled float8 generated always as (value * 2) stored, primary key (half, customer)
) partition by list (half);
create table app.balances_0 partition of app.balances for values in (0);
create table app.balances_1 partition of app.balances for values in (1);
create index balances_by_value on app.balances (value desc);
create function app.refuse_nothing() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger watched after insert on app.balances for each statement execute function app.refuse_nothing();
comment on table app.balances is 'what each has';
create view app.rich with (security_barrier = true) as select customer, value, n from app.balances where value >= 0;
comment on view app.rich is 'who has something';
comment on column app.rich.value is 'how much';
create view app.richest as select max(value) as value, count(*) as n from app.rich;
grant select on app.rich, app.balances to public;
`;

type Row = { readonly customer: string; readonly half: number; value: number; n: number };
type Rows = Map<string, Row>;

const half = (customer: string): number => (customer < '8' ? 0 : 1);

async function present(customers: readonly string[], tx: Tx): Promise<Rows> {
  const { rows } = await tx.query<Row>(
    'select customer, half, value, n from app.balances where customer = any($1::uuid[])',
    [customers],
  );
  return new Map(rows.map(row => [row.customer, row]));
}

export interface BalancesOptions {
  readonly version?: number;
  readonly factor?: number;
  /** Notes whom the swap has marked. */
  readonly marked?: string[];
  readonly mended?: () => boolean;
}

/** Adding up by what is there: what is applied twice, not at all or from another's rows shows. */
export const balances = ({ version = 1, factor = 1, marked = [], mended = () => false }: BalancesOptions = {}) =>
  defineProjection({
    name: 'balances-of-all',
    from: ['analytics'] as const,
    begin: async (events, tx): Promise<Rows> => present([...new Set(events.map(({ data }) => data.customerId))], tx),
    on: {
      ...ignoring(analyticsEvents),
      SatisfactionMoved({ data }, rows: Rows) {
        if (data.value === POISON && !mended()) throw new Error('thirteen can not be added');
        const row = rows.get(data.customerId);
        rows.set(data.customerId, {
          customer: data.customerId,
          half: half(data.customerId),
          value: (row?.value ?? 0) + factor * data.value,
          n: (row?.n ?? 0) + 1,
        });
      },
    },
    async commit(rows, tx) {
      await bulkUpsert(tx, 'app.balances', [...rows.values()], { key: ['half', 'customer'] });
    },
    async mark(rows, tx) {
      await tx.query('select count(*) from unnest($1::uuid[])', [[...rows.keys()]]);
    },
    rebuild: {
      tables: { 'app.balances': 'customer' },
      version,
      changed: async customers => void marked.push(...customers),
    },
  });

export interface AppRole {
  readonly url: string;
  drop(): Promise<void>;
}

/** The tables, and a role that may use them as a service may: rows only. What a build needs beyond that its functions have to do. */
export async function balancesFor({ pool, url }: { readonly pool: pg.Pool; readonly url: string }): Promise<AppRole> {
  const role = `spec_${randomUUID().replaceAll('-', '')}`;
  await pool.query(`create role ${role} login password '${role}';
    alter default privileges grant usage on schemas to ${role};
    alter default privileges grant select, insert, update, delete on tables to ${role};`);
  await pool.query(BALANCES);
  await migrateMessaging(url, role);
  const own = new URL(url);
  own.username = role;
  own.password = role;
  return {
    url: own.toString(),
    drop: async () => void (await pool.query(`drop owned by ${role}; drop role ${role}`)),
  };
}

export async function rowsOf(pool: pg.Pool): Promise<unknown[]> {
  return (await pool.query('select customer, value, n, doubled from app.balances order by customer')).rows;
}

/** What the rows have to be: the log added up. */
export async function logAddedUp(pool: pg.Pool, factor = 1): Promise<unknown[]> {
  const { rows } = await pool.query(
    `select aggregateid::uuid as customer, sum((payload->>'value')::float8) * $1 as value, count(*) as n,
       sum((payload->>'value')::float8) * $1 * 2 as doubled
     from messaging.events group by 1 order by 1`,
    [factor],
  );
  return rows;
}
