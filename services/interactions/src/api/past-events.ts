import { WORK_RULE_EVENTS } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import type { Happening } from '../domain/work-rule.ts';

/** Which past events a rule is tried on. */
export interface Past {
  readonly type: string;
  readonly from: string;
  readonly until: string;
  readonly withImported: boolean;
}

export interface PastPage {
  readonly events: readonly Happening[];
  /** Where the next page begins; null on the last. */
  readonly next: PastKey | null;
  /** How many rows were looked at, fitting or not. */
  readonly looked: number;
}

export interface PastKey {
  readonly position: number;
  readonly occurredAt: string;
  readonly eventId: string;
}

type Row = Omit<Happening, 'occurredAt'> & { readonly at: Date; readonly position: number };

const OWN: ReadonlySet<string> = new Set(WORK_RULE_EVENTS.interactions);
const PAGE = 500;
const WIDE = 5_000;

/** How much there is to look at, in the unit of `looked`. */
export async function toLookAt(tx: Tx, { type, from, until }: Past): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    OWN.has(type)
      ? `select coalesce(max(position), 0)::double precision as n from messaging.events`
      : `select count(*)::double precision as n from app.rule_events where type = $1 and occurred_at >= $2 and occurred_at < $3`,
    OWN.has(type) ? [] : [type, from, until],
  );
  return rows[0]?.n ?? 0;
}

/** This service's own events in the order of its log, all others in the order in which they occurred. */
export const pastEvents = (tx: Tx, past: Past, after: PastKey | null): Promise<PastPage> =>
  OWN.has(past.type) ? ownEvents(tx, past, after?.position ?? 0) : othersEvents(tx, past, after);

/** The log has no index by type, so it is read in stretches of positions: each is a short query. */
async function ownEvents(tx: Tx, { type, from, until, withImported }: Past, after: number): Promise<PastPage> {
  const { rows } = await tx.query<Row>(
    `select id, type, aggregateid as subject, occurred_at as at, imported, payload::jsonb as data, position::double precision as position
     from messaging.events where position > $1 and position <= $2 and type = $3 and occurred_at >= $4 and occurred_at < $5
       and ($6 or not imported) order by position`,
    [after, after + WIDE, type, from, until, withImported],
  );
  const { rows: ends } = await tx.query<{ more: boolean }>(
    `select exists (select from messaging.events where position > $1) as more`,
    [after + WIDE],
  );
  const next = ends[0]?.more === true ? { position: after + WIDE, occurredAt: from, eventId: '' } : null;
  return { events: rows.map(inWords), next, looked: WIDE };
}

async function othersEvents(
  tx: Tx,
  { type, from, until, withImported }: Past,
  after: PastKey | null,
): Promise<PastPage> {
  const { rows } = await tx.query<Row>(
    `select event_id as id, type, subject, occurred_at as at, imported, data, 0 as position from app.rule_events
     where type = $1 and occurred_at >= $2 and occurred_at < $3
       and ($4::uuid is null or (occurred_at, event_id) > ($5::timestamptz, $4::uuid))
     order by occurred_at, event_id limit ${PAGE}`,
    [type, from, until, after?.eventId ?? null, after?.occurredAt ?? null],
  );
  const events = rows.map(inWords);
  const last = events.at(-1);
  const next = last && rows.length === PAGE ? { position: 0, occurredAt: last.occurredAt, eventId: last.id } : null;
  return { events: events.filter(({ imported }) => withImported || !imported), next, looked: rows.length };
}

const inWords = ({ id, type, subject, at, imported, data }: Row): Happening => ({
  id,
  type,
  subject,
  occurredAt: at.toISOString(),
  imported,
  data,
});
