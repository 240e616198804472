import { contractOf, eventTopic, type AnyEvent, type ServiceName } from '@rapport/contracts';
import {
  applyBatch,
  partitionOf,
  toMessage,
  type Fetched,
  type Message,
  type RunnablePolicy,
  type RunnableProjection,
} from '@rapport/messaging';
import type pg from 'pg';
import { v7 as uuidv7 } from 'uuid';
import type { Sent } from './scattered.ts';

/** An event as a spec tells it; what is left out is made up. */
export type Told = AnyEvent & {
  readonly subject: string;
  readonly occurredAt?: string;
  readonly imported?: boolean;
  readonly id?: string;
};

export interface Readers {
  readonly projections?: readonly RunnableProjection[];
  readonly policies?: readonly RunnablePolicy[];
}

/**
 * Delivers events as Kafka would, through the same transaction as in production, each of them twice: numbered by
 * source and subject, in their partitions, with growing offsets. May be called again to go on.
 */
export function delivery(
  pool: pg.Pool,
  { projections = [], policies = [] }: Readers,
): (...events: readonly Told[]) => Promise<void> {
  const offsets = new Map<string, number>();
  const send = sending();
  const next = (key: string): number => {
    const value = offsets.get(key) ?? 0;
    offsets.set(key, value + 1);
    return value;
  };
  return async (...events) => {
    const told = events.map(send);
    // A duplicate is a message of its own with the same event: it comes right after, and again at the end.
    const twice = [...told.flatMap(one => [one, one]), ...told];
    for (const source of new Set(twice.map(one => one.source))) {
      const topic = eventTopic(source);
      const messages: Fetched[] = twice
        .filter(one => one.source === source)
        .map(({ message }) => {
          const partition = partitionOf(message.key, 8);
          return { ...message, topic, partition, offset: next(`${topic}/${partition}`) };
        });
      await openPartitions(pool, topic);
      await applyBatch(pool, { projections, policies }, { topic, source, messages });
    }
  };
}

/**
 * Turns events into messages in the order in which they were recorded: each with the next place in its service's log and the
 * next number of its subject.
 */
export function sending(): (event: Told) => Sent {
  const counts = new Map<string, number>();
  const next = (key: string): number => {
    const value = (counts.get(key) ?? 0) + 1;
    counts.set(key, value);
    return value;
  };
  return event => {
    const source = sourceOf(event);
    const place = { position: next(source), sequence: next(`${source}/${event.subject}`) };
    return { source, message: asMessage(event, source, place) };
  };
}

function sourceOf(event: Told): ServiceName {
  const contract = contractOf(event.type);
  if (!contract?.check(event.data))
    throw new TypeError(`the spec tells a ${event.type} that does not satisfy its schema`);
  return contract.service;
}

function asMessage(
  { type, data, subject, occurredAt, imported = false, id = uuidv7() }: Told,
  source: ServiceName,
  { position, sequence }: { readonly position: number; readonly sequence: number },
): Message {
  const now = new Date().toISOString();
  return toMessage({
    position,
    id,
    aggregatetype: source,
    aggregateid: subject,
    type,
    payload: JSON.stringify(data),
    stream: `spec-${subject}`,
    version: sequence,
    sequence,
    epoch: 1,
    occurredAt: occurredAt ?? now,
    recordedAt: now,
    actor: 'spec',
    imported,
    hop: 0,
    traceparent: null,
  });
}

export const openPartitions = (pool: pg.Pool, topic: string): Promise<unknown> =>
  pool.query(
    `insert into messaging.positions (topic, partition, topic_id, next_offset)
     select $1, p, 'spec', 0 from generate_series(0, 7) p on conflict do nothing`,
    [topic],
  );
