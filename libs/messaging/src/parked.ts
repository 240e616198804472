import type pg from 'pg';
import { FOLLOWS, lockPartitionsOf, storable, type StoredMessage } from './parking.ts';
import { transaction } from './pool.ts';

/** An event that could not be applied, or waits behind one. */
export interface Parked {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly subject: string;
  readonly eventId: string | null;
  readonly type: string | null;
  readonly reason: string;
  readonly parkedAt: Date;
  /** How many of its subject wait behind it. */
  readonly behind: number;
  readonly tries: number;
  readonly triedAt: Date | null;
  /** Why the last try failed. */
  readonly failure: string | null;
  readonly droppedAt: Date | null;
  readonly droppedBy: string | null;
  readonly dropReason: string | null;
}

/** The whole of it; `data` where the value is JSON, else `text`. */
export interface ParkedMessage extends Parked {
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
  readonly text: string | null;
}

export interface ParkedFilter {
  readonly topic?: string | undefined;
  readonly subject?: string | undefined;
  readonly type?: string | undefined;
  /** A part of the reason or of the last failure, in any case. */
  readonly reason?: string | undefined;
  /** Those given up instead of those waiting. */
  readonly dropped?: boolean | undefined;
  /** Only the first of each subject: what has to be repaired. */
  readonly heads?: boolean | undefined;
}

export interface ParkedSummary {
  readonly events: number;
  readonly subjects: number;
  readonly dropped: number;
  readonly oldestAt: Date | null;
}

const COLUMNS = `p.id, p.topic, p.partition, p."offset", p.subject, p.event_id as "eventId", p.type, p.reason,
  p.parked_at as "parkedAt", p.tries, p.tried_at as "triedAt", p.failure,
  p.dropped_at as "droppedAt", p.dropped_by as "droppedBy", p.drop_reason as "dropReason",
  (select count(*) from messaging.parked f where f.topic = p.topic and f.subject = p.subject and f.dropped_at is null
   and f.id > p.id) as behind`;

/** In the order of their ids, which grow as they are parked; those dropped from the newest back. */
export async function listParked(
  pool: pg.Pool,
  filter: ParkedFilter,
  limit: number,
  after?: number,
): Promise<Parked[]> {
  const { topic, subject, type, reason, dropped = false, heads = false } = filter;
  const { rows } = await pool.query<Parked>(
    `select ${COLUMNS} from messaging.parked p
     where p.dropped_at is ${dropped ? 'not null' : 'null'}
     and ($1::text is null or p.topic = $1) and ($2::text is null or p.subject = $2) and ($3::text is null or p.type = $3)
     and ($4::text is null or strpos(lower(p.reason || ' ' || coalesce(p.failure, '')), lower($4)) > 0)
     and ($5::bigint is null or p.id ${dropped ? '<' : '>'} $5)
     and (not $6 or not exists (select from messaging.parked b where b.topic = p.topic and b.subject = p.subject
       and b.dropped_at is null and b.id < p.id))
     order by p.id ${dropped ? 'desc' : ''} limit $7`,
    [topic, subject, type, reason, after, heads, limit],
  );
  return rows;
}

export async function readParked(pool: pg.Pool, id: number): Promise<ParkedMessage | undefined> {
  const { rows } = await pool.query<Parked & { event: StoredMessage }>(
    `select ${COLUMNS}, p.event from messaging.parked p where p.id = $1`,
    [id],
  );
  if (!rows[0]) return undefined;
  const { event, ...parked } = rows[0];
  return { ...parked, key: event.key, headers: event.headers, ...contentOf(event.value) };
}

function contentOf(value: string | null): { data: unknown; text: string | null } {
  if (value === null) return { data: null, text: null };
  const text = Buffer.from(value, 'base64').toString();
  try {
    return { data: JSON.parse(text), text: null };
  } catch {
    return { data: null, text: storable(text) };
  }
}

export async function summariseParked(pool: pg.Pool): Promise<ParkedSummary> {
  const { rows } = await pool.query<ParkedSummary>(
    `select count(*) filter (where dropped_at is null) as events,
     count(distinct (topic, subject)) filter (where dropped_at is null) as subjects,
     count(*) filter (where dropped_at is not null) as dropped,
     min(parked_at) filter (where dropped_at is null) as "oldestAt" from messaging.parked`,
  );
  return rows[0] ?? { events: 0, subjects: 0, dropped: 0, oldestAt: null };
}

export interface Waiting {
  readonly events: number;
  /** Seconds since the oldest was parked. */
  readonly oldest: number;
}

/** What waits, by topic. */
export async function waitingByTopic(pool: pg.Pool): Promise<Map<string, Waiting>> {
  const { rows } = await pool.query<Waiting & { topic: string }>(
    `select topic, count(*) as events, greatest(0, extract(epoch from now() - min(parked_at)))::float8 as oldest
     from messaging.parked where dropped_at is null group by topic`,
  );
  return new Map(rows.map(({ topic, events, oldest }) => [topic, { events, oldest }]));
}

/** What was given up, and how many of its subject are still waiting. */
export interface Dropped {
  readonly topic: string;
  readonly waiting: number;
}

/** Gives a parked event up for good; who did so and why stays on record. Answers nothing where there is no such event. */
export async function dropParked(pool: pg.Pool, id: number, by: string, reason: string): Promise<Dropped | undefined> {
  return transaction(pool, async tx => {
    const place = await tx.query<{ topic: string; subject: string }>(
      'select topic, subject from messaging.parked where id = $1 and dropped_at is null',
      [id],
    );
    if (!place.rows[0]) return undefined;
    const { topic, subject } = place.rows[0];
    await lockPartitionsOf(tx, topic, subject);
    const { rowCount } = await tx.query(
      `update messaging.parked set dropped_at = now(), dropped_by = $2, drop_reason = $3 where id = $1 and dropped_at is null`,
      [id, by, reason],
    );
    if (rowCount !== 1) return undefined;
    // What stands first now was never tried itself: its reason must not say that it follows something.
    await tx.query(
      `update messaging.parked set reason = 'followed an event that was dropped' where reason = $3 and id =
       (select min(id) from messaging.parked where topic = $1 and subject = $2 and dropped_at is null)`,
      [topic, subject, FOLLOWS],
    );
    const { rows } = await tx.query<{ waiting: number }>(
      'select count(*) as waiting from messaging.parked where topic = $1 and subject = $2 and dropped_at is null',
      [topic, subject],
    );
    return { topic, waiting: rows[0]?.waiting ?? 0 };
  });
}
