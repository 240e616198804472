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

// The class is the one that was known when the contact took place: analytics' word before the sender's, as for clocks.
const HANDLED = `
with spans as (select * from unnest($1::timestamptz[], $2::timestamptz[]) as s(since, until)),
handled as (
  select s.since, s.until, c.facts->>'channel' as channel, c.facts->>'type' as type,
    coalesce(v.value_class, c.facts->>'valueClass', $4) as value_class,
    extract(epoch from (c.facts->>'endedAt')::timestamptz - app.handled_from(c.facts)) as seconds
  from spans s
  join app.interactions_of_customer c on app.handled_from(c.facts) >= s.since and app.handled_from(c.facts) < s.until
    and app.handled_from(c.facts) is not null and not coalesce(c.facts->>'outcome' = any($3::text[]), false)
  left join messaging.identity me on me.recorded = c.customer_id
  left join lateral (
    select v.value_class from (
      select coalesce(me.current, c.customer_id) as id
      union select i.recorded from messaging.identity i where i.current = coalesce(me.current, c.customer_id)
    ) r join app.value_classes v on v.customer_id = r.id and v.told_at <= c.occurred_at
    order by r.id = coalesce(me.current, c.customer_id) desc, v.told_at desc limit 1
  ) v on true
)`;

const asked = (spans: readonly Within[], unranked: string): unknown[] => [
  spans.map(({ from }) => from),
  spans.map(({ until }) => until),
  UNHANDLED,
  unranked,
];

/** Which contacts were handled in each span, told apart as far as standards may; of whom no class is known, `unranked`. */
export async function readHandled(
  pool: Messaging['pool'],
  spans: readonly Within[],
  unranked: string,
): Promise<Group[]> {
  const { rows } = await pool.query<Omit<Group, keyof Within> & { readonly since: Date; readonly until: Date }>(
    `${HANDLED} select since, until, channel, type, value_class as "valueClass" from handled group by 1, 2, 3, 4, 5`,
    asked(spans, unranked),
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
  groups: readonly (Group & { readonly number: number })[],
  unranked: string,
): Promise<{ readonly number: number; readonly contacts: number; readonly seconds: number }[]> {
  const spans = new Map(groups.map(group => [`${group.from} ${group.until}`, group]));
  const { rows } = await pool.query<{ number: number; contacts: number; seconds: number }>(
    `${HANDLED} select g.number, count(*)::integer as contacts, percentile_cont(0.5) within group (order by h.seconds) as seconds
     from handled h join json_to_recordset($5) as g(number integer, "from" timestamptz, until timestamptz, channel text, type text, "valueClass" text)
       on g."from" = h.since and g.until = h.until and g.channel = h.channel and g.type = h.type and g."valueClass" = h.value_class
     group by g.number`,
    [...asked([...spans.values()], unranked), JSON.stringify(groups)],
  );
  return rows;
}
