import { randomUUID } from 'node:crypto';
import { Consumer } from '@platformatic/kafka';
import { exitCodes, Failure } from '../failure.ts';
import { decode, type EventOnTopic } from './cloud-event.ts';
import { answers, withAdmin } from './topics.ts';

const patienceMs = 5_000;

interface Span {
  topic: string;
  partition: number;
  from: bigint;
  end: bigint;
}

export interface Reading {
  brokers: readonly string[];
  topics: readonly string[];
  /** How many messages back from the end of each partition to begin; undefined for all. */
  back: number | undefined;
  /** Go on after what was there at the beginning. */
  follow: boolean;
  signal: AbortSignal;
  /** Told once everything that was there at the beginning has been read. */
  onCaughtUp: () => void;
  onEvent: (event: EventOnTopic) => void;
}

/** The topics to read: the one asked for, or all that are the system's own. Throws a Failure where it doesn't exist. */
export async function topicsToRead(brokers: readonly string[], asked: string | undefined): Promise<string[]> {
  if (!(await answers(brokers))) {
    throw new Failure(`no Kafka answers at ${brokers.join(', ')}`, exitCodes.unavailable, './rapport up starts it');
  }
  const present = (await withAdmin(brokers, admin => admin.listTopics())).toSorted();
  const own = present.filter(name => /\.(events|customers)$/.test(name));
  if (asked === undefined) return own;
  const found = present.filter(name => name === asked || name === `${asked}.events`);
  if (found.length > 0) return found;
  throw new Failure(`there is no topic ${asked}`, exitCodes.notFound, `there are: ${own.join(', ')}`);
}

/** Reads topics without leaving a trace: no offsets are committed, and its group is gone when it ends. */
export async function readTopics(reading: Reading): Promise<void> {
  const consumer = new Consumer({
    clientId: 'rapport-events',
    groupId: `rapport-events-${randomUUID()}`,
    bootstrapBrokers: [...reading.brokers],
    autocommit: false,
    maxWaitTime: 100,
  });
  try {
    const spans = await spansOf(consumer, reading);
    const behind = new Map(spans.filter(span => span.from < span.end).map(span => [keyOf(span), span.end - 1n]));
    if (behind.size === 0) {
      reading.onCaughtUp();
      if (!reading.follow) return;
    }
    await consume(consumer, reading, spans, behind);
  } finally {
    await consumer.close(true);
  }
}

const keyOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

async function spansOf(consumer: Consumer, { topics, back }: Reading): Promise<Span[]> {
  const starts = await consumer.listOffsets({ topics: [...topics], timestamp: -2n });
  const ends = await consumer.listOffsets({ topics: [...topics], timestamp: -1n });
  return [...ends].flatMap(([topic, offsets]) =>
    offsets.map((end, partition) => {
      const first = starts.get(topic)?.[partition] ?? 0n;
      const wanted = back === undefined ? first : end - BigInt(back);
      return { topic, partition, end, from: wanted > first ? wanted : first };
    }),
  );
}

async function consume(
  consumer: Consumer,
  reading: Reading,
  spans: readonly Span[],
  behind: Map<string, bigint>,
): Promise<void> {
  const stream = await consumer.consume({
    topics: [...reading.topics],
    mode: 'manual',
    offsets: spans.map(({ topic, partition, from }) => ({ topic, partition, offset: from })),
  });
  const stop = (): void => void stream.destroy();
  // On a compacted topic the last message of a partition may be gone: silence then tells that the end is reached.
  const quiet = setInterval(() => {
    if (behind.size === 0 || performance.now() - heardAt < patienceMs) return;
    behind.clear();
    reading.onCaughtUp();
    if (!reading.follow) stop();
  }, 500);
  let heardAt = performance.now();
  reading.signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const message of stream) {
      heardAt = performance.now();
      reading.onEvent(decode(message));
      if (behind.size === 0) continue;
      const last = behind.get(keyOf(message));
      if (last !== undefined && message.offset >= last) behind.delete(keyOf(message));
      if (behind.size > 0) continue;
      reading.onCaughtUp();
      if (!reading.follow) return;
    }
  } catch (error) {
    if (!reading.signal.aborted && (behind.size > 0 || reading.follow)) throw error;
  } finally {
    clearInterval(quiet);
    reading.signal.removeEventListener('abort', stop);
  }
}
