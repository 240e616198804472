import { recognise, type EventMeta, type RecordedEvent, type ServiceName } from '@rapport/contracts';
import type { LogRow } from './log.ts';

/** A message as the Kafka client takes and gives it. */
export interface Message {
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** CloudEvents 1.0, binary mode: attributes in `ce_` headers, the data alone as the value. */
export function toMessage(row: LogRow): Message {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: row.id,
    ce_source: `/rapport/${row.aggregatetype}`,
    ce_type: row.type,
    ce_subject: row.aggregateid,
    ce_time: row.occurredAt,
    ce_recordedtime: row.recordedAt,
    ce_sequence: String(row.sequence),
    ce_position: String(row.position),
    ce_stream: row.stream,
    ce_streamversion: String(row.version),
    ce_epoch: String(row.epoch),
    ce_actor: row.actor,
  };
  if (row.imported) headers.ce_imported = 'true';
  if (row.hop > 0) headers.ce_hop = String(row.hop);
  if (row.traceparent !== null) headers.ce_traceparent = row.traceparent;
  return { key: row.aggregateid, value: Buffer.from(row.payload), headers };
}

/** Reads a message back. Throws a TypeError that says what is wrong with it. */
export function fromMessage({ key, value, headers }: Message): RecordedEvent {
  if (value === null) throw new TypeError('a message without a value is no event');
  const type = required(headers, 'ce_type');
  const meta: EventMeta = {
    id: required(headers, 'ce_id'),
    source: sourceOf(headers),
    subject: subjectOf({ key, headers }),
    stream: required(headers, 'ce_stream'),
    version: Number(headers.ce_streamversion),
    sequence: sequenceOf(headers),
    position: Number(headers.ce_position),
    occurredAt: required(headers, 'ce_time'),
    recordedAt: headers.ce_recordedtime ?? required(headers, 'ce_time'),
    actor: headers.ce_actor ?? 'unknown',
    imported: headers.ce_imported === 'true',
    hop: Number(headers.ce_hop ?? 0),
    traceparent: headers.ce_traceparent ?? null,
  };
  const data: unknown = JSON.parse(value.toString());
  return recognise(type, data, meta);
}

/** Whose event it is; a message that does not say is its key's. */
export const subjectOf = ({ key, headers }: Pick<Message, 'key' | 'headers'>): string => headers.ce_subject ?? key;

/** The number of the event among those of its source and subject. Throws a TypeError where there is none. */
export function sequenceOf(headers: Message['headers']): number {
  const sequence = Number(headers.ce_sequence);
  if (!Number.isSafeInteger(sequence) || sequence < 1) throw new TypeError('the message has no ce_sequence');
  return sequence;
}

function sourceOf(headers: Message['headers']): ServiceName {
  const name = required(headers, 'ce_source').replace(/^\/rapport\//, '');
  if (!isService(name)) throw new TypeError(`'${name}' is no service of ours`);
  return name;
}

const isService = (name: string): name is ServiceName =>
  name === 'profile' || name === 'interactions' || name === 'complaints' || name === 'loyalty' || name === 'analytics';

function required(headers: Message['headers'], name: string): string {
  const value = headers[name];
  if (value === undefined) throw new TypeError(`the message has no header ${name}`);
  return value;
}
