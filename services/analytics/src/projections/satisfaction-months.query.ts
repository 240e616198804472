import type { Tx } from '@rapport/messaging';
import { FADED } from './satisfaction.query.ts';

export interface SatisfactionMonth {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  readonly mean: number | null;
  readonly n: number;
}

/**
 * Satisfaction as it was at the end of each of `months` months up to and including `last`, as the mean over the customers
 * who had one that had not faded: what `analytics.satisfaction_at` says for each of these moments, in one pass. All weights are
 * faded to the last end, so that those of a customer only have to be added up month by month; a repair takes away, in its month,
 * what a bad experience weighed too much from then on.
 */
export async function satisfactionByMonth(tx: Tx, months: number, last: string): Promise<SatisfactionMonth[]> {
  const { rows } = await tx.query<SatisfactionMonth>(
    `with scoring as (
       select half_life_days, bad_weight, to_date($2, 'YYYY-MM')::timestamp + interval '1 month' as last_end
       from app.scoring
     ), ends as (
       select k, e at time zone 'UTC' as at, power(2::float8, extract(epoch from s.last_end - e)::float8 / (86400 * s.half_life_days)) as unfaded
       from scoring s, generate_series(0, $1::integer - 1) k, lateral (select s.last_end - make_interval(months => $1 - 1 - k) as e) ends
     ), repaired as (
       select cause_id, min(repaired_at) as at from app.repairs where repaired_at is not null group by cause_id
     ), lived as (
       select coalesce(i.current, e.recorded_customer_id) as customer_id,
         greatest(0, $1 - 1 - ((extract(year from last) - extract(year from month)) * 12 + extract(month from last) - extract(month from month)))::integer as k,
         e.score < 0 as bad, f.faded as weights, f.faded * e.score as scores, (select min(ends.k) from ends where ends.at >= r.at) as repaired_k
       from scoring s cross join app.experiences e
       cross join lateral (select e.occurred_at at time zone 'UTC' as month, s.last_end - interval '1 month' as last) m
       cross join app.faded(s.last_end at time zone 'UTC' - e.occurred_at, s.half_life_days) f(faded)
       left join messaging.identity i on i.recorded = e.recorded_customer_id
       left join repaired r on r.cause_id = e.cause_id and e.score < 0
       where e.occurred_at < s.last_end at time zone 'UTC'
     ), changes as (
       select customer_id, k, weight * weights as weights, weight * scores as scores
       from lived, scoring s, lateral (select case when bad and (repaired_k is null or repaired_k > k) then s.bad_weight else 1 end as weight) w
       union all
       select customer_id, repaired_k, (1 - s.bad_weight) * weights, (1 - s.bad_weight) * scores
       from lived, scoring s where repaired_k > k
     ), monthly as (
       select customer_id, k, sum(weights) as weights, sum(scores) as scores from changes group by customer_id, k
     ), running as (
       select ends.k, sum(m.weights) over w * ends.unfaded as weights, sum(m.scores) over w * ends.unfaded as scores
       from (select customer_id, min(k) as first from monthly group by customer_id) c
       join ends on ends.k >= c.first
       left join monthly m on m.customer_id = c.customer_id and m.k = ends.k
       window w as (partition by c.customer_id order by ends.k)
     )
     select to_char((e.at at time zone 'UTC') - interval '1 day', 'YYYY-MM') as month,
       avg(50 * (1 + r.scores / (1 + r.weights))) as mean, count(r.k) as n
     from ends e left join running r on r.k = e.k and r.weights >= $3 group by e.k, e.at order by e.k`,
    [months, last, FADED],
  );
  return rows;
}
