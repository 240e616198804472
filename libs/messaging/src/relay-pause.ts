import type { Tx } from './pool.ts';

/*
 * What the tool that adds partitions does in the database of a service. Nobody relays, and no view is published, while the
 * lease of the relay is marked as paused; commands are accepted and wait in the outbox.
 */

/** Lets no relay take or renew its lease from now on. One that holds it goes on for some seconds: see `relayRests`. */
export async function pauseRelay(tx: Tx): Promise<void> {
  await tx.query(
    `insert into messaging.leases as l (name, holder, epoch, expires_at, paused_at)
     values ('relay', gen_random_uuid(), 0, clock_timestamp(), clock_timestamp())
     on conflict (name) do update set paused_at = coalesce(l.paused_at, excluded.paused_at)`,
  );
}

/** Whether the relay is paused and whoever held the lease has lost it. */
export async function relayRests(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from messaging.leases where name = 'relay' and paused_at is not null and expires_at < clock_timestamp()`,
  );
  return rowCount === 1;
}

/** The next holder begins anew, whoever it is: it looks up again what depends on the number of partitions. */
export async function resumeRelay(tx: Tx): Promise<void> {
  await tx.query(
    `update messaging.leases set paused_at = null, holder = gen_random_uuid(), epoch = epoch + 1, expires_at = clock_timestamp()
     where name = 'relay' and paused_at is not null`,
  );
}

export interface Widening {
  /** Null where nothing was ever relayed. */
  readonly partitions: number | null;
  /** Set while documents of before may lie in partitions that are no longer their key's. */
  readonly scattered: boolean;
  readonly paused: boolean;
}

export async function widening(tx: Tx): Promise<Widening> {
  const { rows } = await tx.query<Widening>(
    `select partitions, scattered, exists (select from messaging.leases where name = 'relay' and paused_at is not null) as paused
     from messaging.log`,
  );
  return rows[0] ?? { partitions: null, scattered: false, paused: false };
}

/** Only while every relay rests and all that was sent has been read. */
export async function writeTo(tx: Tx, partitions: number): Promise<void> {
  await tx.query(
    `update messaging.log set partitions = $1, scattered = scattered or exists (select from messaging.compacted)
     where partitions is distinct from $1`,
    [partitions],
  );
}

/** The next offset of each partition of each topic that the service has read of. */
export async function readTo(tx: Tx): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> {
  const { rows } = await tx.query<{ topic: string; partition: number; next: number }>(
    'select topic, partition, next_offset as next from messaging.positions',
  );
  const topics = Map.groupBy(rows, ({ topic }) => topic);
  return new Map(
    [...topics].map(([topic, of]) => [topic, new Map(of.map(({ partition, next }) => [partition, next]))]),
  );
}

/** Marks some documents to be published again, in the order of their keys, and answers the last key; undefined at the end. */
export async function publishAgain(tx: Tx, after: string, limit: number): Promise<string | undefined> {
  const { rows } = await tx.query<{ last: string | null }>(
    `with chosen as (select customer from messaging.compacted where customer > $1 order by customer limit $2 for update),
       marked as (update messaging.compacted c set version = version + 1, pending = true from chosen where c.customer = chosen.customer
         returning c.customer)
     select max(customer::text) as last from marked`,
    [after, limit],
  );
  return rows[0]?.last ?? undefined;
}

/** How many documents have not been published since. */
export async function notPublishedSince(tx: Tx, moment: Date): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    'select count(*) as n from messaging.compacted where sent_at is null or sent_at < $1',
    [moment],
  );
  return rows[0]?.n ?? 0;
}

/** The database's clock, by which documents are published. */
export async function momentOf(tx: Tx): Promise<Date> {
  const { rows } = await tx.query<{ now: Date }>('select clock_timestamp() as now');
  return rows[0]?.now ?? new Date();
}

export const gathered = async (tx: Tx): Promise<void> =>
  void (await tx.query('update messaging.log set scattered = false'));
