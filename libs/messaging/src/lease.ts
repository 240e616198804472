import { randomUUID } from 'node:crypto';
import type pg from 'pg';

// The rest of the time is for stopping what is under way.
const GIVEN_UP_AT = 0.8;

export class LeaseLostError extends Error {
  constructor(name: string) {
    super(`the lease '${name}' was lost while work under it was going on`);
  }
}

/**
 * One holder at a time for a piece of work, on the database's clock. The epoch grows with every change of holder;
 * what a late holder does is re-checked against it where it matters.
 */
export class Lease {
  readonly holder = randomUUID();
  epoch = 0;
  private readonly pool: pg.Pool;
  private readonly name: string;
  private readonly ttlMs: number;
  private renewedAt = 0;

  constructor(pool: pg.Pool, name: string, ttlMs = 10_000) {
    this.pool = pool;
    this.name = name;
    this.ttlMs = ttlMs;
  }

  /** Takes or keeps the lease. Returns 'taken' when it has just become ours, 'kept', or 'other' when another holds it or it is paused. */
  async hold(): Promise<'taken' | 'kept' | 'other'> {
    if (this.epoch > 0 && performance.now() - this.renewedAt < this.ttlMs / 3) return 'kept';
    const before = this.epoch;
    const askedAt = performance.now();
    const { rows } = await this.pool.query<{ epoch: number }>(
      `insert into messaging.leases as l (name, holder, epoch, expires_at)
       values ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
       on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at,
         epoch = case when l.holder = excluded.holder then l.epoch else l.epoch + 1 end
       where (l.holder = excluded.holder or l.expires_at < clock_timestamp()) and l.paused_at is null
       returning epoch`,
      [this.name, this.holder, this.ttlMs],
    );
    this.epoch = rows[0]?.epoch ?? 0;
    this.renewedAt = askedAt;
    if (this.epoch === 0) return 'other';
    return this.epoch === before ? 'kept' : 'taken';
  }

  /**
   * Waits for work that must not outlast the lease, and renews it meanwhile. Rejects before another can have it, where
   * that doesn't succeed; the work itself goes on, and stopping it is the caller's.
   */
  async keep<Result>(work: Promise<Result>): Promise<Result> {
    const lost = Promise.withResolvers<never>();
    const { epoch } = this;
    let renewing: Promise<unknown> | undefined;
    const timer = setInterval(() => {
      const late = performance.now() - this.renewedAt > this.ttlMs * GIVEN_UP_AT;
      if (late || this.epoch !== epoch) lost.reject(new LeaseLostError(this.name));
      // A database that is away may come back in time.
      renewing ??= this.hold()
        .catch(() => undefined)
        .finally(() => (renewing = undefined));
    }, this.ttlMs / 20);
    try {
      return await Promise.race([work, lost.promise]);
    } finally {
      clearInterval(timer);
    }
  }

  async release(): Promise<void> {
    if (this.epoch === 0) return;
    await this.pool.query(
      'update messaging.leases set expires_at = clock_timestamp() where name = $1 and holder = $2',
      [this.name, this.holder],
    );
    this.epoch = 0;
  }
}
