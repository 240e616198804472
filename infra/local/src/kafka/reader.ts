import { setTimeout as sleep } from 'node:timers/promises';
import { boundsOf, readFrom, type Stamped, type Reader } from '@rapport/messaging';
import { exitCodes, Failure } from '../failure.ts';
import { topicNames } from './topics.ts';

const clientId = 'rapport-events';
const LOOK_MS = 20;

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
  onMessage: (message: Stamped) => void;
}

/** The topics to read: the one asked for, or all that are the system's own. Throws a Failure where it doesn't exist. */
export async function topicsToRead(brokers: readonly string[], asked: string | undefined): Promise<string[]> {
  const present = (await topicNames(brokers))?.toSorted();
  if (present === undefined) {
    throw new Failure(`no Kafka answers at ${brokers.join(', ')}`, exitCodes.unavailable, './rapport up starts it');
  }
  const own = present.filter(name => /\.(events|customers)$/.test(name));
  if (asked === undefined) return own;
  const found = present.filter(name => name === asked || name === `${asked}.events`);
  if (found.length > 0) return found;
  throw new Failure(`there is no topic ${asked}`, exitCodes.notFound, `there are: ${own.join(', ')}`);
}

/** Reads topics without leaving a trace: no group, no offsets. Ends where it is interrupted; rejects when Kafka goes. */
export async function readTopics(reading: Reading): Promise<void> {
  const { signal, follow, onCaughtUp } = reading;
  const failure = Promise.withResolvers<never>();
  const interruption = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
  // Each is raced below, and may come before or after that.
  failure.promise.catch(() => undefined);
  const open: { reader: Reader; ends: readonly number[] }[] = [];
  try {
    for (const topic of reading.topics) open.push(await readOne(reading, topic, failure.reject));
    while (!signal.aborted && !open.every(({ reader, ends }) => reader.reached(ends))) {
      await Promise.race([sleep(LOOK_MS), failure.promise]);
    }
    if (signal.aborted) return;
    onCaughtUp();
    if (follow) await Promise.race([interruption, failure.promise]);
  } finally {
    await Promise.all(open.map(({ reader }) => reader.close()));
  }
}

async function readOne(
  { brokers, back = Infinity, onMessage }: Reading,
  name: string,
  failed: (error: Error) => void,
): Promise<{ reader: Reader; ends: readonly number[] }> {
  const { starts, ends } = await boundsOf({ brokers, clientId }, name);
  const from = ends.map((end, partition) => Math.max(starts[partition] ?? 0, end - back));
  return { reader: await readFrom({ brokers, clientId, name }, from, onMessage, failed), ends };
}
