import type pg from 'pg';
import { UnavailableError } from './errors.ts';

/** So many events wait before writes are refused: what a relay sends in about a minute once Kafka is back. */
export const BACKLOG_MARK = 1_000_000;
const RETRY_AFTER_S = 10;

// Positions are unique, so their span is a bound that costs two looks into the index; rows are counted only beyond it, up to $1.
const SIZE = `select case when span < $1 then span
    else (select count(*) from (select from messaging.outbox limit $1) waiting) end as size
  from (select coalesce(max(position) - min(position) + 1, 0) as span from messaging.outbox) bound`;

/**
 * How many events wait to be published, measured now and then and grown by what this process writes in between. From
 * `mark` on nothing more is taken, until half of it has been sent: not on and off with every batch that the relay sends.
 */
export class Backlog {
  private readonly pool: pg.Pool;
  private readonly mark: number;
  private size = 0;
  private full = false;

  constructor(pool: pg.Pool, mark = BACKLOG_MARK) {
    this.pool = pool;
    this.mark = mark;
  }

  get refusing(): boolean {
    return this.full;
  }

  async measure(): Promise<void> {
    const { rows } = await this.pool.query<{ size: number }>(SIZE, [this.mark]);
    this.becomes(rows[0]?.size ?? 0);
  }

  /** Events were written. */
  add(events: number): void {
    this.becomes(this.size + events);
  }

  /** Throws UnavailableError while too much waits. */
  admit(): void {
    if (!this.full) return;
    throw new UnavailableError(
      `${this.mark} changes wait to be published, more than are kept waiting; reading goes on.`,
      RETRY_AFTER_S,
    );
  }

  private becomes(size: number): void {
    this.size = size;
    if (size >= this.mark) this.full = true;
    else if (size <= this.mark / 2) this.full = false;
  }
}
