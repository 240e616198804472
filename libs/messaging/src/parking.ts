import type pg from 'pg';
import { bulkUpsert } from './bulk-upsert.ts';
import type { Fetched } from './kafka.ts';
import { fromMessage } from './cloud-event.ts';
import type { Readers } from './apply-batch.ts';
import { transaction, type Tx } from './pool.ts';
import { addTodos } from './todo.ts';

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
  readonly event: StoredMessage;
}

interface StoredMessage {
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** Takes messages out of the way of the others, in the transaction that moves past them. */
export async function parkMessages(tx: Tx, messages: readonly Fetched[], reason: string): Promise<void> {
  const rows = messages.map(({ topic, partition, offset, key, value, headers }) => ({
    topic,
    partition,
    offset,
    subject: storable(headers.ce_subject ?? key),
    event_id: headers.ce_id === undefined ? null : storable(headers.ce_id),
    type: headers.ce_type === undefined ? null : storable(headers.ce_type),
    event: {
      key,
      value: value === null ? null : value.toString('base64'),
      headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, storable(text)])),
    } satisfies StoredMessage,
    reason,
  }));
  await bulkUpsert(tx, 'messaging.parked', rows, { key: ['topic', 'partition', 'offset'], update: 'nothing' });
}

/** PostgreSQL's JSON can't hold U+0000; a message that has one is parked with the sign that stands for it. */
const storable = (text: string): string => text.replaceAll('\u0000', '\u2400');

/** The subjects of a topic that have a parked event: what follows for them has to wait behind it. They are few, or reading stops. */
export async function parkedSubjects(tx: Tx, topic: string): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ subject: string }>(
    'select distinct subject from messaging.parked where dropped_at is null and topic = $1',
    [topic],
  );
  return new Set(rows.map(row => row.subject));
}

const COLUMNS = `id, topic, partition, "offset", subject, event_id as "eventId", type, reason, parked_at as "parkedAt", event`;

export async function listParked(pool: pg.Pool, limit: number, after = 0): Promise<Parked[]> {
  const { rows } = await pool.query<Parked>(
    `select ${COLUMNS} from messaging.parked where dropped_at is null and id > $1 order by id limit $2`,
    [after, limit],
  );
  return rows;
}

/**
 * Applies the parked events of a subject again, oldest first, up to and including `id`. Answers how many went; an event
 * that fails again stays, with what follows, and the error is thrown.
 */
export async function retryParked(pool: pg.Pool, readers: Readers, id: number): Promise<number> {
  let done = 0;
  for (;;) {
    const more = await transaction(pool, async tx => {
      const { rows } = await tx.query<Parked>(
        `select ${COLUMNS} from messaging.parked where dropped_at is null and id <= $1
         and (subject, topic) = (select subject, topic from messaging.parked where id = $1 and dropped_at is null)
         order by "offset" limit 1 for update`,
        [id],
      );
      const parked = rows[0];
      if (!parked) return false;
      const { key, value, headers } = parked.event;
      const event = fromMessage({ key, headers, value: value === null ? null : Buffer.from(value, 'base64') });
      for (const projection of readers.projections) {
        if (projection.from.includes(event.source)) await projection.apply([event], tx);
      }
      await addTodos(tx, readers.policies, [event]);
      await tx.query('delete from messaging.parked where id = $1', [parked.id]);
      return true;
    });
    if (!more) return done;
    done++;
  }
}

/** Gives a parked event up for good; who did so and why stays on record. Answers whether there was such an event. */
export async function dropParked(pool: pg.Pool, id: number, by: string, reason: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'update messaging.parked set dropped_at = now(), dropped_by = $2, drop_reason = $3 where id = $1 and dropped_at is null',
    [id, by, reason],
  );
  return rowCount === 1;
}
