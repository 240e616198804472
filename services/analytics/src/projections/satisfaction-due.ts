import { bulkUpsert, type Tx } from '@rapport/messaging';

const TABLE = 'app.satisfaction_due';
const KEY = ['recorded_customer_id'];

/** A customer whose satisfaction is to be looked at, as recorded; `mark` tells this marking from any other. */
export interface Due {
  readonly id: string;
  readonly mark: number;
}

/** Says, in the transaction that changed it, that the satisfaction of these customers may be another now. */
export async function markDue(tx: Tx, customers: Iterable<string>): Promise<void> {
  await bulkUpsert(tx, TABLE, asRows(customers), { key: KEY, update: { mark: 'excluded.mark' } });
}

const asRows = (ids: Iterable<string>) => [...ids].map(id => ({ recorded_customer_id: id }));

/** Who was marked at least `restMs` milliseconds ago, the longest first. */
export async function dueAfter(tx: Tx, restMs: number, limit: number): Promise<Due[]> {
  const { rows } = await tx.query<Due>(
    `select recorded_customer_id as id, mark from ${TABLE}
     where since <= now() - $1 * interval '1 ms' order by since limit $2`,
    [restMs, limit],
  );
  return rows;
}

/**
 * Removes these marks and no others. Who was marked again meanwhile rests anew; and so does who is no longer there: another
 * process looked at the same time, and which of the two spoke last is not known.
 */
export async function settleDue(tx: Tx, due: readonly Due[]): Promise<void> {
  // Locked in the order of markDue, so that the two never wait for each other.
  const { rows } = await tx.query<{ id: string }>(
    `with held as (
       select d.recorded_customer_id as id from ${TABLE} d
       join unnest($1::uuid[], $2::bigint[]) as t(id, mark) on d.recorded_customer_id = t.id and d.mark = t.mark
       order by d.recorded_customer_id for update of d
     ) delete from ${TABLE} d using held where d.recorded_customer_id = held.id returning held.id`,
    [due.map(({ id }) => id), due.map(({ mark }) => mark)],
  );
  const removed = new Set(rows.map(({ id }) => id));
  const rest = due.map(({ id }) => id).filter(id => !removed.has(id));
  await bulkUpsert(tx, TABLE, asRows(rest), { key: KEY, update: { since: 'excluded.since' } });
}

export interface ValueNow {
  readonly customerId: string;
  readonly value: number;
  readonly asOf: Date;
}

/**
 * Satisfaction now of the customers that these recorded ids belong to, each once and over all its records, by the formula of
 * analytics.satisfaction_at, which asks for everybody. Who has no experiences has no value and is left out.
 */
export async function satisfactionNowOf(tx: Tx, recordedIds: readonly string[]): Promise<ValueNow[]> {
  const { rows } = await tx.query<ValueNow>(
    `with scoring as (select half_life_days * 86400 as half_life, bad_weight from app.scorings order by version desc limit 1),
     asked as (
       select distinct coalesce(i.current, a.id) as customer_id
       from unnest($1::uuid[]) a(id) left join messaging.identity i on i.recorded = a.id
     ),
     members as (
       select customer_id, customer_id as recorded_customer_id from asked
       union all select i.current, i.recorded from asked join messaging.identity i on i.current = asked.customer_id
     ),
     parts as (
       select m.customer_id, cause_id, bad, faded * weights as weights, faded * scores as scores
       from scoring s, members m join app.experience_sums using (recorded_customer_id),
         power(2::float8, extract(epoch from month_end - now())::float8 / s.half_life) faded
       where month_end between timestamptz '1900-01-01Z' and now()
       union all
       select m.customer_id, cause_id, score < 0, faded, faded * score
       from scoring s, members m join app.experiences e using (recorded_customer_id),
         power(2::float8, extract(epoch from e.occurred_at - now())::float8 / s.half_life) faded
       where occurred_at >= date_trunc('month', now(), 'UTC') and occurred_at <= now()
     ),
     weighed as (
       select p.*, case when p.bad and not exists (
           select from app.repairs r where r.cause_id = p.cause_id and r.repaired_at <= now()
         ) then s.bad_weight else 1 end as times
       from parts p, scoring s
     )
     select customer_id as "customerId", 50 * (1 + sum(times * scores) / (1 + sum(times * weights))) as value, now() as "asOf"
     from weighed group by customer_id order by customer_id`,
    [recordedIds],
  );
  return rows;
}
