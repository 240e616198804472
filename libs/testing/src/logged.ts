import { toMessage } from '@rapport/messaging';
import type pg from 'pg';
import type { Sent } from './scattered.ts';

const iso = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What a service's log holds above a position, as its relay would send it; and the position reached. */
export async function logged(pool: pg.Pool, above = 0): Promise<{ readonly sent: Sent[]; readonly position: number }> {
  const { rows } = await pool.query<Parameters<typeof toMessage>[0]>(
    `select position, id, aggregatetype, aggregateid, type, payload::text as payload, stream, version, sequence, epoch,
       ${iso('occurred_at')} as "occurredAt", ${iso('recorded_at')} as "recordedAt", actor, imported, hop, traceparent
     from messaging.events where position > $1 order by position`,
    [above],
  );
  const sent = rows.map(row => ({ source: row.aggregatetype, message: toMessage(row) }));
  return { sent, position: rows.at(-1)?.position ?? above };
}
