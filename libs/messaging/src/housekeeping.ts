import type pg from 'pg';
import { NEXT_PARTITIONS } from './migrate.ts';

const HOUR_MS = 3_600_000;

/**
 * Once an hour: makes room for the events to come, and removes what has served: idempotency keys after 7 days, work
 * done by policies after 30.
 */
export function createHousekeeping(pool: pg.Pool): () => Promise<void> {
  let next = 0;
  return async () => {
    if (Date.now() < next) return;
    next = Date.now() + HOUR_MS;
    await pool.query(NEXT_PARTITIONS);
    await pool.query(`delete from messaging.idempotency where created_at < now() - interval '7 days'`);
    await pool.query(`delete from messaging.todo where done_at < now() - interval '30 days'`);
  };
}
