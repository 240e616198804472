import type { EventOfType } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';

type Goal = EventOfType<'GoalSet'>['data'];
type Review = EventOfType<'GoalReviewed'>['data'];

/** Deliveries of a month to a place, counted: what the report's shares are made of. */
export interface DeliveriesCounted {
  readonly month: string;
  readonly place: string | null;
  readonly region: string | null;
  readonly deliveries: number;
  readonly volume: number;
  readonly sentKnown: number;
  readonly sentOnTime: number;
  readonly arrivedKnown: number;
  readonly arrivedOnTime: number;
  readonly documentsRight: number;
  readonly shippedRight: number;
  readonly lossAndDamage: number;
  readonly accidents: number;
}

/** The deliveries under all ids of a customer, from the first to the last of these months (UTC). */
export async function countDeliveries(
  pool: Messaging['pool'],
  customers: readonly string[],
  { from, until }: { readonly from: string; readonly until: string },
): Promise<DeliveriesCounted[]> {
  const { rows } = await pool.query<DeliveriesCounted>(
    `select month, place, region, count(*)::integer as deliveries, sum(quantity)::float8 as volume,
       count(sent)::integer as "sentKnown", (count(*) filter (where sent))::integer as "sentOnTime",
       count(arrived)::integer as "arrivedKnown", (count(*) filter (where arrived))::integer as "arrivedOnTime",
       (count(*) filter (where papers))::integer as "documentsRight",
       (count(*) filter (where complete and not damaged and lost = 0))::integer as "shippedRight",
       (count(*) filter (where damaged or lost > 0))::integer as "lossAndDamage",
       (count(*) filter (where accident))::integer as accidents
     from (
       select to_char(occurred_at at time zone 'UTC', 'YYYY-MM') as month, facts->>'place' as place, facts->>'region' as region,
         (facts->>'quantity')::numeric as quantity, (facts->>'sentOnTime')::boolean as sent,
         (facts->>'arrivedOnTime')::boolean as arrived, (facts->>'documentsRight')::boolean as papers,
         (facts->>'complete')::boolean as complete, (facts->>'damaged')::boolean as damaged,
         (facts->>'lost')::numeric as lost, (facts->>'accident')::boolean as accident
       from app.commerce where kind = 'delivery' and customer_id = any($1::uuid[])
         and occurred_at >= to_date($2, 'YYYY-MM') at time zone 'UTC'
         and occurred_at < (to_date($3, 'YYYY-MM') + interval '1 month') at time zone 'UTC'
     ) d group by month, place, region order by month, place, region`,
    [customers, from, until],
  );
  return rows;
}

export interface GoalWithReviews extends Goal {
  readonly reviews: readonly Review[];
}

/** The goals agreed with a customer, the oldest first, each with its reviews, the newest first. */
export async function goalsOf(pool: Messaging['pool'], customers: readonly string[]): Promise<GoalWithReviews[]> {
  const { rows } = await pool.query<{ kind: 'goal' | 'review'; facts: Goal & Review }>(
    `select kind, facts from app.commerce where kind in ('goal', 'review') and customer_id = any($1::uuid[])
     order by occurred_at, id limit 1000`,
    [customers],
  );
  const reviews = Map.groupBy(
    rows.filter(({ kind }) => kind === 'review').map(({ facts }) => facts),
    ({ goalId }) => goalId,
  );
  return rows
    .filter(({ kind }) => kind === 'goal')
    .map(({ facts }) => ({
      ...facts,
      reviews: (reviews.get(facts.goalId) ?? []).sort((a, b) => (a.reviewedOn < b.reviewedOn ? 1 : -1)),
    }));
}

export interface MoneyInMonth {
  readonly month: string;
  readonly currency: string;
  /** Minor units. */
  readonly bought: number;
  readonly refunded: number;
}

/** What was paid and what was given back, by month and currency. */
export async function moneyByMonth(
  pool: Messaging['pool'],
  customers: readonly string[],
  { from, until }: { readonly from: string; readonly until: string },
): Promise<MoneyInMonth[]> {
  const { rows } = await pool.query<MoneyInMonth>(
    `select to_char(occurred_at at time zone 'UTC', 'YYYY-MM') as month, facts->'amount'->>'currency' as currency,
       coalesce(sum((facts->'amount'->>'minor')::numeric) filter (where kind = 'purchase'), 0)::float8 as bought,
       coalesce(sum((facts->'amount'->>'minor')::numeric) filter (where kind = 'refund'), 0)::float8 as refunded
     from app.commerce where kind in ('purchase', 'refund') and customer_id = any($1::uuid[])
       and occurred_at >= to_date($2, 'YYYY-MM') at time zone 'UTC'
       and occurred_at < (to_date($3, 'YYYY-MM') + interval '1 month') at time zone 'UTC'
     group by 1, 2 order by 1, 2`,
    [customers, from, until],
  );
  return rows;
}
