import type { Tx } from '@rapport/messaging';

export interface RetentionCounts {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly atStart: number;
  readonly new: number;
  readonly atEnd: number;
}

/**
 * Customers by purchase activity, for `months` months up to and including `last`, by current identity. A customer at a
 * moment is who bought within the 180 days before it; new in a month is who is one at its end and was none at its start.
 */
export async function retentionByMonth(tx: Tx, months: number, last: string): Promise<RetentionCounts[]> {
  const { rows } = await tx.query<RetentionCounts>(
    `with bounds as (
       select to_date($2, 'YYYY-MM')::timestamp + make_interval(months => 1 - back) as at from generate_series(0, $1) back
     ), customers as (
       select distinct b.at, coalesce(i.current, p.recorded_customer_id) as customer_id
       from bounds b
       join facts.purchases p on p.occurred_at < b.at at time zone 'UTC'
         and p.occurred_at >= (b.at - interval '180 days') at time zone 'UTC'
       left join messaging.identity i on i.recorded = p.recorded_customer_id
     ), changes as (
       select b.at, count(c.customer_id) as customers, count(c.customer_id) filter (where before.customer_id is null) as gained
       from bounds b
       left join customers c on c.at = b.at
       left join customers before on before.at = b.at - interval '1 month' and before.customer_id = c.customer_id
       group by b.at
     )
     select to_char(at - interval '1 day', 'YYYY-MM') as month, "atStart", gained as new, customers as "atEnd"
     from (select *, lag(customers) over (order by at) as "atStart" from changes) with_start
     where "atStart" is not null order by at`,
    [months, last],
  );
  return rows;
}
