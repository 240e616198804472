import type { Messaging } from '@rapport/messaging';

interface Counted {
  readonly from: string;
  readonly until: string;
  readonly types: readonly string[];
  /** Of any channel where it is null. */
  readonly channels: readonly string[] | null;
}

/** How many customers came with a question in each period, and how many orders were placed: purchases that name no order are ones too. */
export async function readEnquiryVolumes(
  pool: Messaging['pool'],
  periods: readonly Counted[],
): Promise<{ readonly enquiries: number; readonly orders: number }[]> {
  const { rows } = await pool.query<{ enquiries: number; orders: number }>(
    `select e.n::integer as enquiries, o.n::integer as orders
     from rows from (json_to_recordset($1) as (since timestamptz, until timestamptz, types text[], channels text[])) with ordinality as p(since, until, types, channels, place)
     cross join lateral (
       select count(*) as n from app.interactions_of_customer c
       where c.facts->>'direction' = 'inbound' and c.facts->>'type' = any(p.types) and c.occurred_at >= p.since and c.occurred_at < p.until
         and (p.channels is null or c.facts->>'channel' = any(p.channels))
     ) e
     cross join lateral (
       select count(*) as n from app.commerce c
       where c.kind in ('order', 'purchase') and c.occurred_at >= p.since and c.occurred_at < p.until
         and (c.kind = 'order' or not c.facts ? 'orderId')
     ) o
     order by p.place`,
    [JSON.stringify(periods.map(({ from, ...period }) => ({ since: from, ...period })))],
  );
  return rows;
}
