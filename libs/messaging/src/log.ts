import { recognise, type RecordedEvent, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import type { AnyDecider } from './decide.ts';
import type { Tx } from './pool.ts';

export interface LogRow {
  readonly position: number;
  readonly id: string;
  readonly aggregatetype: ServiceName;
  readonly aggregateid: string;
  readonly type: string;
  readonly payload: string;
  readonly stream: string;
  readonly version: number;
  readonly sequence: number;
  readonly epoch: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: string;
  readonly imported: boolean;
  readonly hop: number;
  readonly traceparent: string | null;
}

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The columns of an event as they travel: the payload as the text it was written as, instants in ISO 8601. */
export const LOG_COLUMNS = `e.position, e.id, e.aggregatetype, e.aggregateid, e.type, e.payload::text as payload, e.stream,
  e.version, e.sequence, e.epoch, ${iso('e.occurred_at')} as "occurredAt", ${iso('e.recorded_at')} as "recordedAt",
  e.actor, e.imported, e.hop, e.traceparent`;

export function recorded(row: LogRow): RecordedEvent {
  const { id, aggregatetype, aggregateid, type, payload, stream, version, sequence, position } = row;
  const { occurredAt, recordedAt, actor, imported, hop, traceparent } = row;
  const data: unknown = JSON.parse(payload);
  return recognise(type, data, {
    id,
    source: aggregatetype,
    subject: aggregateid,
    stream,
    version,
    sequence,
    position,
    occurredAt,
    recordedAt,
    actor,
    imported,
    hop,
    traceparent,
  });
}

/** The events of a subject after a sequence, in order: what a reader with a gap asks the owner for. */
export async function eventsAfter(
  pool: pg.Pool,
  subject: string,
  after: number,
  limit: number,
): Promise<RecordedEvent[]> {
  const { rows } = await pool.query<LogRow>(
    `select ${LOG_COLUMNS} from messaging.events e where e.aggregateid = $1 and e.sequence > $2 order by e.sequence limit $3`,
    [subject, after, limit],
  );
  return rows.map(recorded);
}

/** The events of a stream, in order. */
export async function eventsOf(pool: pg.Pool, stream: string): Promise<RecordedEvent[]> {
  const { rows } = await pool.query<LogRow>(
    `select ${LOG_COLUMNS} from messaging.streams s join messaging.events e on e.aggregateid = s.subject and e.stream = s.stream
     where s.stream = $1 order by e.sequence`,
    [stream],
  );
  return rows.map(recorded);
}

/** Folds a stream's events from the first one, each with `at`, as they were decided. */
export async function foldStream(tx: Tx, decider: AnyDecider, subject: string, stream: string): Promise<unknown> {
  const { rows } = await tx.query<LogRow>(
    `select ${LOG_COLUMNS} from messaging.events e where e.aggregateid = $1 and e.stream = $2 order by e.sequence`,
    [subject, stream],
  );
  const events = rows.map(recorded).map(event => ({ ...event, at: event.occurredAt }));
  return events.reduce<unknown>((state, event) => decider.evolve(state, event), decider.initial);
}
