import { eventTopic } from '@rapport/contracts';
import type pg from 'pg';
import type { Readers } from './apply-batch.ts';
import type { Log } from './messaging.ts';
import * as parked from './parked.ts';
import { retryAllParked, retryParked, type Failed, type Key, type Retried, type RetryWhat } from './retry-parked.ts';

/** What happened to events, since this process started. */
export type ParkingAction = 'parked' | 'retried' | 'failed' | 'dropped';
export const ACTIONS: readonly ParkingAction[] = ['parked', 'retried', 'failed', 'dropped'];

export interface ParkingFigures {
  /** What waits now, for every topic that is read: the events, and the seconds since the oldest was parked. */
  readonly waiting: readonly { readonly topic: string; readonly events: number; readonly oldest: number }[];
  readonly actions: readonly { readonly topic: string; readonly action: ParkingAction; readonly events: number }[];
}

export interface RetryAnswer {
  readonly retried: number;
  readonly failed: readonly Failed[];
  readonly next: Key | null;
}

/** What could not be applied, for the people who answer for it. */
export interface ParkedEvents {
  list(filter: parked.ParkedFilter, limit: number, after?: number): Promise<parked.Parked[]>;
  read(id: number): Promise<parked.ParkedMessage | undefined>;
  summary(): Promise<parked.ParkedSummary>;
  /** One, after those of its subject that stand before it. */
  retry(id: number, by: string): Promise<RetryAnswer | undefined>;
  retryAll(what: RetryWhat, by: string): Promise<RetryAnswer>;
  drop(id: number, by: string, reason: string): Promise<parked.Dropped | undefined>;
  figures(): Promise<ParkingFigures>;
}

interface Counting {
  count(topic: string, action: ParkingAction, events: number): void;
}

export function parkingOf(pool: pg.Pool, readers: Readers, topicPrefix: string, log: Log): ParkedEvents & Counting {
  const sources = new Set([...readers.projections, ...readers.policies].flatMap(({ from }) => from));
  const topics = [...sources].map(source => eventTopic(source, topicPrefix)).sort();
  const counts = new Map(topics.map(topic => [topic, { parked: 0, retried: 0, failed: 0, dropped: 0 }]));
  const count = (topic: string, action: ParkingAction, events: number): void => {
    const of = counts.get(topic) ?? { parked: 0, retried: 0, failed: 0, dropped: 0 };
    counts.set(topic, of);
    of[action] += events;
  };
  const answer = (by: string, { retried, failed, next }: Retried): RetryAnswer => {
    for (const { topic } of retried) count(topic, 'retried', 1);
    for (const { topic } of failed) count(topic, 'failed', 1);
    log.info({ by, retried: retried.length, failed: failed.map(({ id }) => id) }, 'parked events were tried again');
    return { retried: retried.length, failed, next };
  };
  return {
    count,
    list: (filter, limit, after) => parked.listParked(pool, filter, limit, after),
    read: id => parked.readParked(pool, id),
    summary: () => parked.summariseParked(pool),
    async retry(id, by) {
      const done = await retryParked(pool, readers, id);
      return done && answer(by, done);
    },
    retryAll: async (what, by) => answer(by, await retryAllParked(pool, readers, what)),
    async drop(id, by, reason) {
      const done = await parked.dropParked(pool, id, by, reason);
      if (!done) return undefined;
      count(done.topic, 'dropped', 1);
      log.warn({ by, id, reason }, 'a parked event was dropped');
      return done;
    },
    async figures() {
      const waiting = await parked.waitingByTopic(pool);
      const all = [...new Set([...topics, ...waiting.keys()])];
      return {
        waiting: all.map(topic => ({ topic, events: 0, oldest: 0, ...waiting.get(topic) })),
        actions: [...counts].flatMap(([topic, of]) => ACTIONS.map(action => ({ topic, action, events: of[action] }))),
      };
    },
  };
}
