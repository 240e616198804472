import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { compareLog, type LogPlace, type Standing } from './compare-log.ts';
import { UnavailableError } from './errors.ts';
import { Loop } from './loop.ts';
import type { Log } from './messaging.ts';
import type { Tx } from './pool.ts';
import { within } from './within.ts';

const LOOK_MS = 1_000;
const PATIENCE_MS = 5_000;
// A client that hangs must not keep the service waiting for ever.
const COMPARED_WITHIN_MS = 30_000;
const UNKNOWN = 'whether the database was restored is not known yet: its topic could not be compared with it';

// A server that was started again, or a database made anew, may hold what an earlier moment held.
export const IDENTITY = `select pg_postmaster_start_time()::text || '/' || oid as identity from pg_database where datname = current_database()`;
const TRUSTED = 'select coalesce(bool_or(found_on = $1), false) as trusted from messaging.log';

/**
 * Keeps a service from writing and publishing while its log and its topic do not hold the same: at start, whenever a new
 * connection finds another database than the last one did, and when the relay changes hands. Every process looks for itself.
 */
export class LogGuard {
  /** Undefined until both were compared. */
  standing: Standing | undefined;
  private readonly pool: pg.Pool;
  private readonly place: LogPlace;
  private readonly log: Log;
  private readonly looking: Loop;
  private readonly exchanged: () => void;
  private started = false;
  /** The database is the one on which both were last found to agree; Kafka can't be asked just now. */
  private trusted = false;
  private identity = '';
  private comparing: Promise<Standing> | undefined;

  /** `exchanged` is called when the server was started again or the database is another. */
  constructor(pool: pg.Pool, place: LogPlace, log: Log, exchanged: () => void) {
    this.pool = pool;
    this.exchanged = exchanged;
    this.place = place;
    this.log = log;
    const onError = (error: unknown): void => log.warn({ err: error }, 'the log could not be compared with its topic');
    this.looking = new Loop({ min: LOOK_MS, max: LOOK_MS, onError }, async () => {
      if (this.standing?.state !== 'agrees') await this.look();
      return false;
    });
  }

  start(): void {
    this.started = true;
    this.looking.start();
  }

  stop(): Promise<void> {
    return this.looking.stop();
  }

  /**
   * To be called with each connection before it is used: nobody may write to another database than the one compared, and
   * whoever holds a connection after this may ask `open`.
   */
  async meet(client: Tx): Promise<void> {
    const { rows } = await client.query<{ identity: string }>(IDENTITY);
    const { identity = '' } = rows[0] ?? {};
    if (identity === this.identity) return;
    const before = this.identity;
    this.identity = identity;
    this.standing = undefined;
    this.trusted = false;
    if (before !== '') this.exchanged();
    if (this.started) this.looking.wake();
  }

  /** Whether events may be written. */
  get open(): boolean {
    return !this.started || this.closed === undefined;
  }

  /** Whether events may be published. */
  get agrees(): boolean {
    return this.standing?.state === 'agrees';
  }

  /** Why this process is not ready, or nothing. */
  ready(): string[] {
    if (this.standing !== undefined && this.standing.state !== 'agrees') return [this.standing.reason];
    return this.standing === undefined && !this.trusted ? [UNKNOWN] : [];
  }

  /** Waits a little for what is not known yet; then throws UnavailableError while nothing may be written. */
  async admit(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!this.open && this.standing === undefined && Date.now() < until) await sleep(20);
    this.check();
  }

  /** Throws UnavailableError while nothing may be written. */
  check(): void {
    if (!this.open) throw new UnavailableError(this.closed ?? UNKNOWN, 5);
  }

  /** Compares now, or waits for the comparison that is going on. */
  compare(): Promise<Standing> {
    return (this.comparing ??= this.compareOnce().finally(() => (this.comparing = undefined)));
  }

  private get closed(): string | undefined {
    if (this.standing === undefined) return this.trusted ? undefined : UNKNOWN;
    return this.standing.state === 'ahead' || this.standing.state === 'diverged' ? this.standing.reason : undefined;
  }

  private async look(): Promise<void> {
    const client = await this.pool.connect();
    try {
      const { identity } = this;
      const { rows } = await client.query<{ trusted: boolean }>(TRUSTED, [identity]);
      if (identity === this.identity) this.trusted = rows[0]?.trusted === true;
    } finally {
      client.release();
    }
    await this.compare();
  }

  private async compareOnce(): Promise<Standing> {
    const { identity } = this;
    const before = this.standing?.state;
    const standing = await within('comparing', compareLog(this.pool, this.place), COMPARED_WITHIN_MS);
    if (identity !== this.identity && identity !== '') throw new Error('the database was exchanged meanwhile');
    this.standing = standing;
    if (standing.state === 'agrees') {
      await this.remember(standing.topicId);
      if (before !== undefined && before !== 'agrees') this.log.info({}, 'the log and its topic hold the same again');
    } else if (before !== standing.state) this.log.error({ state: standing.state }, standing.reason);
    return standing;
  }

  private async remember(topicId: string): Promise<void> {
    await this.pool.query(
      `update messaging.log set topic_id = $1, found_on = $2 where topic_id is distinct from $1 or found_on is distinct from $2`,
      [topicId, this.identity],
    );
  }
}
