import { toMessage, type Message } from '@rapport/messaging';

type Row = Parameters<typeof toMessage>[0];
export type Waiting = Omit<Row, 'occurredAt' | 'recordedAt'> & { readonly occurredAt: Date; readonly recordedAt: Date };

/** The events that wait to be sent; what follows says which, and in what order. */
export const WAITING = `select e.position, e.id, e.aggregatetype, e.aggregateid, e.type, e.payload::text as payload, e.stream,
    e.version, e.sequence, e.epoch, e.occurred_at as "occurredAt", e.recorded_at as "recordedAt", e.actor, e.imported, e.hop,
    e.traceparent
  from messaging.outbox o join messaging.events e on e.position = o.position`;

export const messageOf = (row: Waiting): Message =>
  toMessage({ ...row, occurredAt: row.occurredAt.toISOString(), recordedAt: row.recordedAt.toISOString() });
