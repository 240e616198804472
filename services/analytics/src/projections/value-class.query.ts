import type { Tx } from '@rapport/messaging';

/**
 * Ranks everybody as of a time and keeps the class of each for its month: the rank at once where it is higher than what was held in the
 * month before, the best rank of the months that count before a fall where it is lower. Answers how many were ranked.
 */
export async function classOfEach(tx: Tx, month: string, asOf: Date): Promise<number> {
  await tx.query(`delete from facts.value_class_months where month = $1`, [month]);
  const { rowCount } = await tx.query(MONTH, [month, asOf]);
  await tx.query(CURRENT, [month, asOf]);
  await tx.query(
    `delete from facts.value_class v where exists (select from messaging.identity i where i.recorded = v.customer_id)
     or exists (select from facts.customers c where c.recorded_customer_id = v.customer_id and c.stage = 'erased')`,
  );
  return rowCount ?? 0;
}

// Levels count from the highest class, 1: the better of two is the lesser.
const MONTH = `
with rule as materialized (select * from app.value_rule_at($2)),
levels as materialized (
  select c.value ->> 'code' as code, c.ordinality as level, max(c.ordinality) over () as lowest
  from rule, jsonb_array_elements(rule.classes) with ordinality c
), ranks as (
  select r.*, l.level from app.value_ranks($2) r join levels l on l.code = r.ranked
), history as (
  select coalesce(i.current, m.customer_id) as customer_id,
    min(h.level) filter (where m.month = $1::date - interval '1 month') as held,
    min(k.level) filter (where m.month > $1::date - make_interval(months => rule.months_before_a_fall)) as best
  from rule cross join facts.value_class_months m
  join levels h on h.code = m.class join levels k on k.code = m.ranked
  left join messaging.identity i on i.recorded = m.customer_id
  where m.month < $1::date and m.month >= $1::date - make_interval(months => greatest(1, rule.months_before_a_fall - 1))
  group by 1
), placed as (
  select coalesce(r.customer_id, h.customer_id) as customer_id, r.place, r.currency, coalesce(r.revenue_minor, 0) as revenue,
    coalesce(r.margin_minor, 0) as margin, coalesce(r.serving_minor, 0) as serving,
    coalesce(r.level, (select max(lowest) from levels)) as level, h.held, h.best
  from ranks r full join history h using (customer_id)
  where r.customer_id is not null or (h.held < (select max(lowest) from levels)
    and not exists (select from facts.customers c where c.recorded_customer_id = h.customer_id and c.stage = 'erased'))
), settled as (
  select p.*, case when held is null then level else least(greatest(held, least(level, best)), level) end as settled from placed p
)
insert into facts.value_class_months (month, customer_id, ranked, class, place, currency, revenue_minor, margin_minor, serving_minor,
  contribution_minor, rule_version)
select $1, s.customer_id, k.code, c.code, s.place, s.currency, s.revenue, s.margin, s.serving, s.margin - s.serving, rule.version
from settled s join levels k on k.level = s.level join levels c on c.level = s.settled cross join rule`;

// Who has no row any more has bought nothing, and was told to be of the last class, or is told so now.
const CURRENT = `
with newest as (
  select * from facts.value_class_months where month = $1
), gone as (
  select v.customer_id from facts.value_class v left join newest n using (customer_id) where n.customer_id is null and v.month <= $1
), cleared as (
  update facts.value_class v set month = $1, as_of = $2, ranked = l.code, class = l.code, place = null, revenue_minor = 0, margin_minor = 0,
    serving_minor = 0, contribution_minor = 0
  from gone, (select rule.classes -> -1 ->> 'code' as code from app.value_rule_at($2) rule) l where v.customer_id = gone.customer_id
)
insert into facts.value_class as v (customer_id, month, as_of, class, ranked, place, currency, revenue_minor, margin_minor, serving_minor,
  contribution_minor)
select customer_id, month, $2, class, ranked, place, currency, revenue_minor, margin_minor, serving_minor, contribution_minor
from newest order by customer_id
on conflict (customer_id) do update set month = excluded.month, as_of = excluded.as_of, class = excluded.class, ranked = excluded.ranked,
  place = excluded.place, currency = excluded.currency, revenue_minor = excluded.revenue_minor, margin_minor = excluded.margin_minor,
  serving_minor = excluded.serving_minor, contribution_minor = excluded.contribution_minor
where v.month <= excluded.month`;

/** Whether anybody bought in the months that are looked at as of a time. */
export async function hasBoughtBefore(tx: Tx, asOf: Date): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>(
    `select exists (select from facts.purchases p, app.value_rule_at($1) r
       where p.occurred_at < $1 and p.occurred_at >= $1 - make_interval(months => r.months)) as found`,
    [asOf],
  );
  return rows[0]?.found === true;
}

export interface Untold {
  readonly customerId: string;
  readonly valueClass: string;
  readonly month: string;
  readonly months: number;
  readonly asOf: Date;
  readonly place: number | null;
  readonly currency: string | null;
  readonly revenue: number;
  readonly contribution: number;
}

/** Those whose class is another than the one told. Of who never bought none is told: others may know better. */
export async function untoldClasses(tx: Tx, limit: number): Promise<Untold[]> {
  const { rows } = await tx.query<Untold>(
    `select v.customer_id as "customerId", v.class as "valueClass", to_char(v.month, 'YYYY-MM') as month, r.months,
       v.as_of as "asOf", v.place, v.currency, v.revenue_minor as revenue, v.contribution_minor as contribution
     from facts.value_class v cross join lateral app.value_rule_at(v.as_of) r
     where v.told is distinct from v.class and (v.told is not null or v.revenue_minor > 0)
     order by v.customer_id limit $1`,
    [limit],
  );
  return rows;
}

export async function keepToldClasses(tx: Tx, told: readonly Untold[]): Promise<void> {
  await tx.query(
    `update facts.value_class v set told = t.class from unnest($1::uuid[], $2::text[]) as t(id, class) where v.customer_id = t.id`,
    [told.map(({ customerId }) => customerId), told.map(({ valueClass }) => valueClass)],
  );
}
