import { subjectOf, type Message } from './cloud-event.ts';
import type { Fetched } from './kafka.ts';
import type { Tx } from './pool.ts';

/** Why an event is parked that was not tried itself. */
export const FOLLOWS = 'follows a parked event';
/** Why an event is parked that would be applied without what came before it. Only who names it applies it so. */
export const MISSING = 'events before this one are missing, and their owner does not have them';
/** The same where nobody could be asked. */
export const UNASKED =
  'events before this one are missing, and the settings do not say where to ask for them (PEERS, SERVICE_TOKEN_FILE)';

/** A message as it is kept: JSON can't hold the bytes of the value. */
export interface StoredMessage {
  readonly key: string;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Takes messages out of the way of the others, in the transaction that moves past them and with its lock on their
 * partitions: so the ids of a subject grow in the order in which its events have to be applied.
 */
export async function parkMessages(tx: Tx, messages: readonly Fetched[], reason: string): Promise<void> {
  const rows = messages.map(({ topic, partition, offset, key, value, headers }) => ({
    topic,
    partition,
    offset,
    subject: storable(subjectOf({ key, headers })),
    event_id: headers.ce_id === undefined ? null : storable(headers.ce_id),
    type: headers.ce_type === undefined ? null : storable(headers.ce_type),
    event: stored({ key, value, headers }),
    reason: storable(reason),
  }));
  await tx.query(
    `insert into messaging.parked (topic, partition, "offset", subject, event_id, type, event, reason)
     select topic, partition, "offset", subject, event_id, type, event, reason
     from json_populate_recordset(null::messaging.parked, $1)`,
    [JSON.stringify(rows)],
  );
}

export const stored = ({ key, value, headers }: Message): StoredMessage => ({
  key: storable(key),
  value: value === null ? null : value.toString('base64'),
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [storable(name), storable(text)])),
});

export const restored = ({ key, headers, value }: StoredMessage): Message => ({
  key,
  headers,
  value: value === null ? null : Buffer.from(value, 'base64'),
});

/** PostgreSQL's JSON can't hold U+0000; a message that has one is parked with the sign that stands for it. */
export const storable = (text: string): string => text.replaceAll('\u0000', '\u2400');

/** The subjects of a topic that have a parked event: what follows for them has to wait behind it. They are few, or reading stops. */
export async function parkedSubjects(tx: Tx, topic: string): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ subject: string }>(
    'select distinct subject from messaging.parked where dropped_at is null and topic = $1',
    [topic],
  );
  return new Set(rows.map(row => row.subject));
}

/**
 * Locks the partitions from which events of a subject were parked, as a reader does first of all: until the end of the
 * transaction nothing new of them is applied or parked.
 */
export async function lockPartitionsOf(tx: Tx, topic: string, subject: string): Promise<void> {
  await tx.query(
    `select from messaging.positions where topic = $1 and partition in
     (select partition from messaging.parked where topic = $1 and subject = $2 and dropped_at is null)
     order by partition for update`,
    [topic, subject],
  );
}
