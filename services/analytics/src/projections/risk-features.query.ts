import { RISK_FEATURES } from '@rapport/contracts';
import type { RiskFeature } from './risk-model.query.ts';

/** Whose features are asked for: everybody's, or those of some customers. */
export type Whose = 'everybody' | 'some';

const MEMBERS = {
  everybody: `select coalesce(i.current, c.recorded_customer_id) as customer_id, c.recorded_customer_id as id
    from facts.customers c left join messaging.identity i on i.recorded = c.recorded_customer_id`,
  some: `select i.current as customer_id, i.recorded as id from messaging.identity i where i.current = any($3::uuid[])
    union all select id, id from unnest($3::uuid[]) a(id)`,
};

/**
 * Common table expressions, the last of them `features (customer_id, x, heard_at)`: what the risk of a customer is worked out from as of
 * $1, in the order of RISK_FEATURES, over all its records and by what had occurred then. Only of those who had bought, and had not given
 * back all; erased ones are left out. $2 is the content of the model. Asked for some ($3 their current ids, $4 all recorded ones), the facts
 * are found by their ids.
 */
export function riskFeatures(whose: Whose): string {
  const few = whose === 'some' ? 'and recorded_customer_id = any($4::uuid[])' : '';
  return `
with members as materialized (${MEMBERS[whose]}),
window_of as materialized (
  select $1::timestamptz as until, $1::timestamptz - l.back as since, $1::timestamptz - 2 * l.back as before
  from (select make_interval(days => ($2::jsonb ->> 'windowDays')::int) as back) l
),
heard as materialized (
  select m.customer_id, (h.at at time zone 'UTC')::date as day, max(h.at) as at
  from (
    select recorded_customer_id as id, occurred_at as at from facts.purchases where occurred_at <= $1 ${few}
    union all
    select recorded_customer_id, occurred_at from facts.interactions where direction = 'inbound' and occurred_at <= $1 ${few}
  ) h join members m using (id) group by 1, 2
), days as (
  select customer_id, day, at, row_number() over w as place, day - lead(day) over w as gap
  from heard window w as (partition by customer_id order by day desc)
), rhythm as (
  select customer_id, max(at) as last_at,
    case when count(gap) filter (where place < 25) >= ($2::jsonb #>> '{rhythm,gapsNeeded}')::int
      then percentile_cont(0.5) within group (order by gap) filter (where place < 25) end as own_days
  from days where place <= 25 group by 1
), drops as (
  select customer_id, count(*) filter (where at > w.since) as now, count(*) filter (where at <= w.since) as earlier
  from heard cross join window_of w where at > w.before group by 1
), bought as (
  select distinct m.customer_id from facts.purchases p join members m on m.id = p.recorded_customer_id
  where p.occurred_at <= $1 ${few} and not exists (
    select from facts.refunds r where r.purchase_id = p.purchase_id and r.whole and r.occurred_at <= $1)
), feelings as (
  select m.customer_id, 50 * (1 + sum(w.balance) / (1 + sum(w.weight))) as value
  from ${whose === 'some' ? 'app.weighed_of($4::uuid[], $1)' : 'app.weighed($1)'} w join members m on m.id = w.recorded_customer_id group by 1
), open_complaints as (
  select m.customer_id, count(*) as n from facts.complaints c join members m on m.id = c.recorded_customer_id
  where c.occurred_at <= $1 ${few} and (c.closed_at > $1 or (c.closed_at is null and c.step <> 'closed')) group by 1
), broken as (
  select m.customer_id, count(*) as n from (
    select recorded_customer_id as id, occurred_at as at from app.complaint_experiences where kind = 'standardBreached' ${few}
    union all
    select recorded_customer_id, occurred_at from facts.standards where not met and delivery_id is null and measure <> 'promiseKept' ${few}
    union all
    select recorded_customer_id, broken_at from facts.promises
    where broken_at is not null and ($2::jsonb ->> 'countsPromises')::boolean ${few}
    union all
    select recorded_customer_id, occurred_at from facts.deliveries where not arrived_on_time ${few}
  ) b join members m using (id) cross join window_of w where b.at > w.since and b.at <= w.until group by 1
), answered as (
  select m.customer_id, (7 - avg(f.score)) / 6 as effort from facts.feedback f join members m on m.id = f.recorded_customer_id
  cross join window_of w where f.survey = 'ces' and f.score is not null and f.occurred_at > w.since and f.occurred_at <= w.until ${few} group by 1
), trouble as (
  select m.customer_id, count(*) as n from facts.episodes e join members m on m.id = e.recorded_customer_id
  cross join lateral (values (e.repeat_at), (e.second_hand_over_at)) t(at) cross join window_of w
  where t.at > w.since and t.at <= w.until ${few} group by 1
), tiers as (
  select m.customer_id, max(coalesce(($2::jsonb -> 'tiers' ->> f.tier)::float8, 0)) as rank
  from facts.members f join members m on m.id = f.recorded_customer_id where f.enrolled_at <= $1 ${few} group by 1
), features as (
  select b.customer_id, r.last_at as heard_at, array[
    extract(epoch from $1::timestamptz - r.last_at) / 86400 / greatest(
      coalesce(r.own_days, ($2::jsonb #>> '{rhythm,daysWithout}')::float8), ($2::jsonb #>> '{rhythm,leastDays}')::float8),
    f.value,
    coalesce(c.n, 0),
    coalesce(p.n, 0),
    coalesce(a.effort, case when d.now > 0 then least(1, coalesce(t.n, 0) / 2.0) end),
    case when d.earlier > 0 then greatest(0, 1 - d.now::float8 / d.earlier) end,
    coalesce(l.rank, 0)
  ]::float8[] as x
  from bought b join rhythm r using (customer_id)
  left join drops d using (customer_id) left join feelings f using (customer_id) left join open_complaints c using (customer_id)
  left join broken p using (customer_id) left join answered a using (customer_id) left join trouble t using (customer_id)
  left join tiers l using (customer_id)
  where not exists (select from facts.customers e where e.recorded_customer_id = b.customer_id and e.stage = 'erased')
)`;
}

/** Features by their names, in the order in which they are kept. */
export function named(x: readonly (number | null)[]): Record<RiskFeature, number | null> {
  const of = (code: RiskFeature): number | null => x[RISK_FEATURES.indexOf(code)] ?? null;
  return {
    recency: of('recency'),
    satisfaction: of('satisfaction'),
    openComplaints: of('openComplaints'),
    brokenPromises: of('brokenPromises'),
    effort: of('effort'),
    contactDrop: of('contactDrop'),
    tier: of('tier'),
  };
}
