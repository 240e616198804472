import type { Holding } from '@rapport/statistics';
import type { Tx } from '@rapport/messaging';

export interface ClassSums {
  readonly valueClass: string;
  readonly customers: number;
  readonly revenue: number;
  readonly contribution: number;
}

export interface MonthOfClasses {
  /** YYYY-MM */
  readonly month: string;
  readonly currency: string | null;
}

/** The month that is asked for, or the newest there is; undefined where nobody was ranked in it. */
export async function rankedMonth(tx: Tx, month: string | undefined): Promise<MonthOfClasses | undefined> {
  const { rows } = await tx.query<MonthOfClasses>(
    `select to_char(month, 'YYYY-MM') as month, max(currency) as currency from facts.value_class_months
     where month = coalesce(to_date($1, 'YYYY-MM'), (select max(month) from facts.value_class_months)) group by 1`,
    [month ?? null],
  );
  return rows[0];
}

/** What the customers of each class brought in the months that end with this one. */
export async function sumsOfClasses(tx: Tx, month: string): Promise<ClassSums[]> {
  const { rows } = await tx.query<ClassSums>(
    `select class as "valueClass", count(*) as customers, sum(revenue_minor)::bigint as revenue, sum(contribution_minor)::bigint as contribution
     from facts.value_class_months where month = to_date($1, 'YYYY-MM') group by 1`,
    [month],
  );
  return rows;
}

/** Who bought, in at most two hundred groups of those who brought much the same: one customer each where there are no more. */
export async function holdings(tx: Tx, month: string, of: 'revenue_minor' | 'contribution_minor'): Promise<Holding[]> {
  const { rows } = await tx.query<Holding>(
    `select count(*) as holders, sum(held)::bigint as held from (
       select ${of} as held, ntile(200) over (order by ${of}) as part from facts.value_class_months
       where month = to_date($1, 'YYYY-MM') and revenue_minor > 0
     ) ranked group by part order by part`,
    [month],
  );
  return rows;
}

/** Purchases of these months in a currency without a rate: they are in no figure. */
export async function withoutRate(tx: Tx, month: string, currency: string | null): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `with span as (select to_date($1, 'YYYY-MM') + interval '1 month' as ends)
     select count(*) as n from span, app.value_rule_at(span.ends at time zone 'UTC') r, facts.purchases p
     where p.occurred_at < span.ends at time zone 'UTC'
       and p.occurred_at >= (span.ends - make_interval(months => r.months)) at time zone 'UTC'
       and p.currency <> $2 and app.rate_of(p.currency, $2, p.occurred_at) is null`,
    [month, currency],
  );
  return rows[0]?.n ?? 0;
}
