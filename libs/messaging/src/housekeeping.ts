import type pg from 'pg';
import { NEXT_PARTITIONS } from './migrate.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Rows of one step: some tens of milliseconds, so that nobody waits for it. */
export const STEP = 2000;

/*
 * Both tables are there to be unique, over all that they hold: in partitions by time the same key could be taken twice around
 * midnight. So what is old is deleted by its age, $1 rows a step, the oldest first.
 *
 * A key serves a sender that tries again; ids of senders are remembered by the streams, for ever. What a policy asked for is not
 * asked again when its row is gone: the event that made it lies below its partition's offset and its subject's number, and never
 * comes to a policy again. What is not done stays, however old.
 */
const REMOVALS = [
  `delete from messaging.idempotency where (caller, key) in (
     select caller, key from messaging.idempotency where created_at < now() - interval '7 days' order by created_at limit $1)`,
  `delete from messaging.todo where id in (
     select id from messaging.todo where done_at < now() - interval '30 days' order by done_at limit $1)`,
];

/**
 * One small step of keeping house, to be called again and again: each minute room for the events to come (an hour may write more
 * than lies ahead), each hour what has served is removed, step by step.
 */
export function createHousekeeping(pool: pg.Pool, now = Date.now): () => Promise<void> {
  let roomAt = 0;
  let removalAt = 0;
  let left: readonly string[] = [];
  return async () => {
    if (now() >= roomAt) {
      await pool.query(NEXT_PARTITIONS);
      roomAt = now() + MINUTE_MS;
    }
    if (now() >= removalAt) {
      left = REMOVALS;
      removalAt = now() + HOUR_MS;
    }
    const [removal] = left;
    if (removal === undefined) return;
    const { rowCount } = await pool.query(removal, [STEP]);
    if ((rowCount ?? 0) < STEP) left = left.slice(1);
  };
}
