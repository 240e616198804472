import type { Tx } from '@rapport/messaging';

/**
 * How each customer has bought up to a time, by currency and over all its records: facts.customer_value, but for what is expected.
 * A purchase that was wholly given back was none; whose were all given back keeps a row of nothing.
 */
export async function gatherBuying(tx: Tx, asOf: Date): Promise<void> {
  await tx.query(GATHER, [asOf]);
  await tx.query(
    `update facts.customer_value set as_of = $1, purchase_days = 0, spent_minor = 0, repeat_mean_minor = null, margin_share = null
     where as_of < $1 and purchase_days > 0`,
    [asOf],
  );
  await tx.query(
    `delete from facts.customer_value v where exists (select from messaging.identity i where i.recorded = v.customer_id)
     or exists (select from facts.customers c where c.recorded_customer_id = v.customer_id and c.stage = 'erased')`,
  );
}

const GATHER = `
with refunded as (
  select purchase_id, sum(amount_minor) as minor from facts.refunds where occurred_at < $1 group by 1
), kept as (
  select coalesce(i.current, p.recorded_customer_id) as customer_id, p.currency, (p.occurred_at at time zone 'UTC')::date as day,
    p.amount_minor - coalesce(r.minor, 0) as minor,
    p.cost_minor * (1 - coalesce(r.minor / nullif(p.amount_minor, 0), 0)) as cost
  from facts.purchases p left join refunded r using (purchase_id)
  left join messaging.identity i on i.recorded = p.recorded_customer_id
  where p.occurred_at < $1 and (r.minor is null or r.minor < p.amount_minor)
), days as (
  select customer_id, currency, day, sum(minor) as minor, sum(minor) filter (where cost is not null) as costed, sum(cost) as cost
  from kept group by 1, 2, 3
), ranked as (
  select *, row_number() over (partition by customer_id, currency order by day) as place from days
), buying as (
  select customer_id, currency, min(day) as first_on, max(day) as last_on, count(*)::integer as purchase_days, sum(minor) as spent,
    avg(minor) filter (where place > 1) as repeat_mean, 1 - sum(cost) / nullif(sum(costed), 0) as margin_share
  from ranked group by 1, 2
)
insert into facts.customer_value as t (customer_id, currency, as_of, first_on, last_on, purchase_days, spent_minor, repeat_mean_minor,
  margin_share, recency, frequency, monetary)
select customer_id, currency, $1, first_on, last_on, purchase_days, round(spent), repeat_mean, margin_share,
  ceil(5 * cume_dist() over (partition by currency order by last_on)),
  ceil(5 * cume_dist() over (partition by currency order by purchase_days)),
  ceil(5 * cume_dist() over (partition by currency order by spent))
from buying b
where not exists (select from facts.customers c where c.recorded_customer_id = b.customer_id and c.stage = 'erased')
on conflict (customer_id, currency) do update set as_of = excluded.as_of, first_on = excluded.first_on, last_on = excluded.last_on,
  purchase_days = excluded.purchase_days, spent_minor = excluded.spent_minor, repeat_mean_minor = excluded.repeat_mean_minor,
  margin_share = excluded.margin_share, recency = excluded.recency, frequency = excluded.frequency, monetary = excluded.monetary`;

/** One customer's purchases in one currency; ages and recencies in weeks, money in minor units. */
export interface Bought {
  readonly customerId: string;
  readonly repeats: number;
  readonly recency: number;
  readonly age: number;
  /** Of the repeats; null without any, or where nothing was paid. */
  readonly mean: number | null;
  readonly marginShare: number | null;
}

const BOUGHT = `customer_id as "customerId", purchase_days - 1 as repeats, (last_on - first_on) / 7.0::float8 as recency,
  ((as_of at time zone 'UTC')::date - first_on) / 7.0::float8 as age, nullif(greatest(repeat_mean_minor, 0), 0) as mean, margin_share as "marginShare"`;

/** Customers who stand for all: at most so many, chosen by a hash of their ids, so that a page of them favours nobody. */
export async function sampleOf(tx: Tx, currency: string, most: number): Promise<Bought[]> {
  const { rows } = await tx.query<Bought>(
    `select ${BOUGHT} from facts.customer_value where currency = $1 and purchase_days > 0
     order by md5(customer_id::text), customer_id limit $2`,
    [currency, most],
  );
  return rows;
}

/** The next customers by id after one. */
export async function boughtAfter(tx: Tx, currency: string, after: string, limit: number): Promise<Bought[]> {
  const { rows } = await tx.query<Bought>(
    `select ${BOUGHT} from facts.customer_value where currency = $1 and purchase_days > 0 and customer_id > $2
     order by customer_id limit $3`,
    [currency, after, limit],
  );
  return rows;
}

export interface CurrencyMeans {
  readonly currency: string;
  readonly customers: number;
  /** What is spent on a day with a purchase, in minor units; null where nothing is. */
  readonly meanSpend: number | null;
  readonly marginShare: number | null;
}

export async function currencies(tx: Tx): Promise<CurrencyMeans[]> {
  const { rows } = await tx.query<CurrencyMeans>(
    `select currency, count(*)::integer as customers, (sum(spent_minor) / nullif(sum(purchase_days), 0))::float8 as "meanSpend",
       (sum(margin_share * spent_minor) / nullif(sum(spent_minor) filter (where margin_share is not null), 0))::float8 as "marginShare"
     from facts.customer_value where purchase_days > 0 group by 1 order by 1`,
  );
  return rows;
}
