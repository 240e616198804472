import type { Messaging } from '@rapport/messaging';

/** Contacts that nobody handled. */
const UNHANDLED = ['abandoned', 'noAnswer', 'wrongParty'];

export interface Within {
  readonly from: string;
  readonly until: string;
}

export interface Group extends Within {
  readonly channel: string;
  readonly type: string;
  readonly valueClass: string;
}

/** Which contacts are wanted. */
export interface Sought {
  readonly spans: readonly Within[];
  /** Of any channel where it is null. */
  readonly channels: readonly string[] | null;
  /** Whether the customer's class matters; else all are of `unranked`, as are those of whom none is known. */
  readonly byClass: boolean;
  readonly unranked: string;
}

// Read span by span, each from the index; app.handled_from is asked by the index alone, since it cannot be inlined.
const HANDLED = `
with spans as (select * from unnest($1::timestamptz[], $2::timestamptz[]) as s(since, until)),
contacts as (
  select s.since, s.until, c.* from spans s cross join lateral (
    select c.customer_id, c.occurred_at, c.facts->>'channel' as channel, c.facts->>'type' as type, c.facts->>'valueClass' as said,
      extract(epoch from (c.facts->>'endedAt')::timestamptz - (c.facts->>'startedAt')::timestamptz) as seconds
    from app.interactions_of_customer c
    where app.handled_from(c.facts) >= s.since and app.handled_from(c.facts) < s.until
      and ($4::text[] is null or c.facts->>'channel' = any($4)) and not coalesce(c.facts->>'outcome' = any($3::text[]), false)
    offset 0
  ) c
)`;

const UNRANKED = `${HANDLED}, handled as (select *, $5::text as value_class from contacts)`;

// The class is the one that was known when the contact took place: analytics' word before the sender's, as for clocks. Of a
// merged customer that of the record that stands for it, and until there is one the last of any of its records.
const RANKED = `${HANDLED}, told as (
  select customer_id, value_class, told_at, coalesce(lead(told_at) over (partition by customer_id order by told_at), 'infinity') as until
  from app.value_classes
), absorbed as (
  select i.current, v.value_class, v.told_at, coalesce(lead(v.told_at) over (partition by i.current order by v.told_at), 'infinity') as until
  from app.value_classes v join messaging.identity i on i.recorded = v.customer_id
), handled as (
  select c.*, coalesce(o.value_class, a.value_class, c.said, $5) as value_class
  from contacts c left join messaging.identity me on me.recorded = c.customer_id
  left join told o on o.customer_id = coalesce(me.current, c.customer_id) and o.told_at <= c.occurred_at and o.until > c.occurred_at
  left join absorbed a on a.current = coalesce(me.current, c.customer_id) and a.told_at <= c.occurred_at and a.until > c.occurred_at
)`;

const handled = ({ byClass }: Sought): string => (byClass ? RANKED : UNRANKED);

const asked = ({ spans, channels, unranked }: Sought): unknown[] => [
  spans.map(({ from }) => from),
  spans.map(({ until }) => until),
  UNHANDLED,
  channels,
  unranked,
];

/** Which contacts were handled in each span, told apart as far as standards may. */
export async function readHandled(pool: Messaging['pool'], sought: Sought): Promise<Group[]> {
  const { rows } = await pool.query<Omit<Group, keyof Within> & { readonly since: Date; readonly until: Date }>(
    `${handled(sought)} select since, until, channel, type, value_class as "valueClass" from handled group by 1, 2, 3, 4, 5`,
    asked(sought),
  );
  return rows.map(({ since, until, ...group }) => ({
    ...group,
    from: since.toISOString(),
    until: until.toISOString(),
  }));
}

/** The exact median of the handling times, in seconds, of the groups that have one number. */
export async function readMedians(
  pool: Messaging['pool'],
  sought: Sought,
  groups: readonly (Group & { readonly number: number })[],
): Promise<{ readonly number: number; readonly contacts: number; readonly seconds: number }[]> {
  const { rows } = await pool.query<{ number: number; contacts: number; seconds: number }>(
    // Put together first, so that no contact is looked for among the groups: the planner knows of neither how many there are.
    `${handled(sought)}, grouped as materialized (
       select since, until, channel, type, value_class, array_agg(seconds) as all_seconds from handled group by 1, 2, 3, 4, 5
     )
     select g.number, count(*)::integer as contacts, percentile_cont(0.5) within group (order by one.seconds) as seconds
     from grouped h join json_to_recordset($6) as g(number integer, "from" timestamptz, until timestamptz, channel text, type text, "valueClass" text)
       on g."from" = h.since and g.until = h.until and g.channel = h.channel and g.type = h.type and g."valueClass" = h.value_class
     cross join unnest(h.all_seconds) as one(seconds) group by g.number`,
    [...asked(sought), JSON.stringify(groups)],
  );
  return rows;
}
