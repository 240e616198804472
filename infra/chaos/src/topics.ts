import { eventTopic } from '@rapport/contracts';
import { boundsOf, tail, type Fetched } from '@rapport/messaging';
import type { Told } from './log-check.ts';
import { SERVICES, type Service } from './services.ts';

/** A header on what the suite publishes itself. */
export const FORGED = 'chaos';

const clientId = 'chaos';
const READ_WITHIN_MS = 30_000;
const A_MESSAGE_MS = 1;
/** Fields that say what an event is about; the first that is there counts. */
const ABOUT = ['messageId', 'entryId', 'purchaseId', 'complaintId', 'interactionId', 'customerId'] as const;

export type Ends = Readonly<Record<Service, readonly number[]>>;

export async function endsOf(brokers: readonly string[]): Promise<Ends> {
  const ends = await Promise.all(
    SERVICES.map(
      async service => [service, (await boundsOf({ brokers, clientId }, eventTopic(service))).ends] as const,
    ),
  );
  const found = new Map<string, readonly number[]>(ends);
  const of = (service: Service): readonly number[] => found.get(service) ?? [];
  return {
    interactions: of('interactions'),
    complaints: of('complaints'),
    loyalty: of('loyalty'),
    analytics: of('analytics'),
  };
}

/** All messages of the event topics between two moments. */
export const dump = (brokers: readonly string[], from: Ends, to: Ends): Promise<Fetched[]> =>
  readSpans(
    brokers,
    SERVICES.flatMap(service => spansOf(eventTopic(service), from[service], to[service])),
  );

/** All messages that a topic has now. */
export async function readAll(brokers: readonly string[], topic: string): Promise<Fetched[]> {
  const { starts, ends } = await boundsOf({ brokers, clientId }, topic);
  return readSpans(brokers, spansOf(topic, starts, ends));
}

interface Span {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly end: number;
}

const spansOf = (topic: string, from: readonly number[], to: readonly number[]): Span[] =>
  to.map((end, partition) => ({ topic, partition, offset: from[partition] ?? 0, end }));

/** By a reader that has no group and leaves no trace. */
async function readSpans(brokers: readonly string[], wanted: readonly Span[]): Promise<Fetched[]> {
  const messages: Fetched[] = [];
  const behind = wanted.filter(({ offset, end }) => end > offset);
  const left = new Map(behind.map(({ topic, partition, end }) => [`${topic}/${partition}`, end]));
  if (left.size === 0) return [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const many = behind.reduce((sum, { offset, end }) => sum + end - offset, 0);
  const late = setTimeout(
    () => reject(new Error(`these could not be read: ${[...left.keys()].join(', ')}`)),
    READ_WITHIN_MS + many * A_MESSAGE_MS,
  );
  const reader = await tail(
    { brokers, clientId, topics: [...new Set(wanted.map(({ topic }) => topic))], from: wanted },
    message => {
      const place = `${message.topic}/${message.partition}`;
      const end = left.get(place) ?? 0;
      if (message.offset < end) messages.push(message);
      if (message.offset >= end - 1) left.delete(place);
      if (left.size === 0) resolve();
    },
    reject,
  );
  try {
    await promise;
    return messages;
  } finally {
    clearTimeout(late);
    await reader.close();
  }
}

export function toTold({ key, value, headers, topic }: Fetched): Told {
  const type = headers['ce_type'] ?? '';
  return {
    service: topic.replace(/\.events$/, ''),
    subject: key,
    sequence: Number(headers['ce_sequence']),
    id: headers['ce_id'] ?? '',
    type,
    about: aboutOf(topic, dataOf(value), headers['ce_id'] ?? ''),
    forged: headers[FORGED] !== undefined,
  };
}

/** Figures may move to and fro, so each of analytics' events stands for itself; a complaint has several clocks. */
function aboutOf(topic: string, data: Readonly<Record<string, unknown>>, eventId: string): string {
  if (topic === eventTopic('analytics')) return eventId;
  const id = ABOUT.map(field => data[field]).find(value => typeof value === 'string');
  const clock = typeof data['clock'] === 'string' ? `/${data['clock']}` : '';
  return typeof id === 'string' ? `${id}${clock}` : eventId;
}

export function dataOf(value: Buffer | null): Readonly<Record<string, unknown>> {
  try {
    const data: unknown = JSON.parse(value?.toString() ?? '{}');
    return isRecord(data) ? data : {};
  } catch {
    return {};
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
