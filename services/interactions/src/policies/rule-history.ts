import { WORK_RULE_EVENTS } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { Happening } from '../domain/work-rule.ts';

const OWN: ReadonlySet<string> = new Set(WORK_RULE_EVENTS.interactions);

/** What happened with each subject, under all ids that are the same customer now, in order. */
export type Histories = ReadonlyMap<string, readonly Happening[]>;

/**
 * Reads what happened of these types. The events of other services are kept in `app.rule_events`; this service's own are read
 * from its log, which is ahead of every reader. Contacts that say how the customer is ranked are always among them.
 */
export async function historiesOf(tx: Tx, subjects: readonly string[], types: readonly string[]): Promise<Histories> {
  const asked = [...new Set(subjects)];
  if (asked.length === 0 || types.length === 0) return new Map();
  const [own, others] = [types.filter(type => OWN.has(type)), types.filter(type => !OWN.has(type))];
  const { rows } = await tx.query<Row>(HISTORY, [asked, others, own]);
  const histories = new Map<string, Happening[]>();
  for (const { asked: subject, at, ...row } of rows) {
    const history = histories.get(subject) ?? [];
    history.push({ ...row, occurredAt: at.toISOString() });
    histories.set(subject, history);
  }
  return histories;
}

type Row = Omit<Happening, 'occurredAt'> & { readonly asked: string; readonly at: Date };

const HISTORY = `
with given as (
  select asked, case when asked ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then asked::uuid end as id from unnest($1::text[]) a(asked)
), one as (
  select g.asked, coalesce(i.current, g.id) as current from given g left join messaging.identity i on i.recorded = g.id
), ids as (
  select asked, coalesce(current::text, asked) as id from one
  union select o.asked, i.recorded::text from one o join messaging.identity i on i.current = o.current
)
select * from (
  select ids.asked, e.event_id as id, e.type, e.subject, e.occurred_at as at, e.imported, e.data
  from ids join app.rule_events e on e.subject = ids.id and e.type = any($2::text[])
  union all
  select ids.asked, e.id, e.type, e.aggregateid, e.occurred_at, e.imported, e.payload::jsonb
  from ids join messaging.events e on e.aggregateid = ids.id
    and (e.type = any($3::text[]) or (e.type = 'InteractionRecorded' and e.payload ->> 'valueClass' is not null))
) h order by asked, at, id`;
