import type { Databases } from '@rapport/local';
import { createPool } from '@rapport/messaging';
import type pg from 'pg';
import { SERVICES, type Service } from './services.ts';

/** A few connections to each database, past the services: for looking, and for some faults. */
export class Looks {
  private readonly pools: ReadonlyMap<Service, pg.Pool>;

  constructor(databases: Databases) {
    this.pools = new Map(
      SERVICES.map(service => [service, createPool(databases.services[service].owner, 2, () => undefined)]),
    );
  }

  of(service: Service): pg.Pool {
    const pool = this.pools.get(service);
    if (pool === undefined) throw new Error(`there is no database of ${service}`);
    return pool;
  }

  async rows<Row extends pg.QueryResultRow>(service: Service, sql: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await this.of(service).query<Row>(sql, values);
    return rows;
  }

  async count(service: Service, sql: string, values: unknown[] = []): Promise<number> {
    const [row] = await this.rows<{ n: number }>(service, `select count(*) as n ${sql}`, values);
    return row?.n ?? 0;
  }

  async end(): Promise<void> {
    await Promise.all([...this.pools.values()].map(pool => pool.end()));
  }
}

/** How many events are left to read up to the ends: topics $1, partitions $2, ends $3. */
export const LAG = `select coalesce(sum(greatest(0, e.next - coalesce(p.next_offset, 0))), 0) as n
  from unnest($1::text[], $2::int[], $3::bigint[]) as e(topic, partition, next)
  left join messaging.positions p on p.topic = e.topic and p.partition = e.partition`;

export interface Behind {
  readonly outbox: number;
  readonly todo: number;
  /** Streams whose clock has something to fire. */
  readonly due: number;
  readonly lag: number;
}

const BEHIND = `select (select count(*) from messaging.outbox) as outbox,
  (select count(*) from messaging.todo where done_at is null) as todo,
  (select count(*) from messaging.streams where next_due <= statement_timestamp()) as due, (${LAG}) as lag`;

/**
 * What a service has still to do, seen from outside: to send, to carry out, to read of these ends of its topics. At one moment, since
 * what is carried out is to be sent next: looked for here and then there it may be seen nowhere.
 */
export async function behind(
  looks: Looks,
  service: Service,
  ends: readonly { readonly topic: string; readonly partition: number; readonly end: number }[],
): Promise<Behind> {
  const [row] = await looks.rows<Record<keyof Behind, number>>(service, BEHIND, [
    ends.map(({ topic }) => topic),
    ends.map(({ partition }) => partition),
    ends.map(({ end }) => end),
  ]);
  const of = (part: keyof Behind): number => Number(row?.[part] ?? 0);
  return { outbox: of('outbox'), todo: of('todo'), due: of('due'), lag: of('lag') };
}
