import type pg from 'pg';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

/** What a process finds that was killed, or whose connection was: to those outside it is as if it had not gone on. */
export class GoneError extends Error {
  readonly code = 'ECONNRESET';
}

/** A moment at which a process stands still until it is let go on, or is told that what it did there failed. */
export interface Moment {
  readonly point: string;
  readonly pass: () => void;
  readonly fail: (error: Error) => void;
}

/** On a busy machine nothing may fail in its own time, but only where a run says so. */
export function patient(pool: pg.Pool): void {
  Object.assign(pool.options, {
    connectionTimeoutMillis: 0,
    idleTimeoutMillis: 0,
    query_timeout: 0,
    lock_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  });
}

export type Statement = pg.QueryConfig;

/** Changes what a process asks of its database: how a faulty one is made of the real one. */
export type Faulty = (statement: Statement) => Statement | readonly Statement[];

/** Counts what is under way, and tells when all that can go on by itself has done so. */
export class Traffic {
  private busy = 0;
  private readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.busy++;
    try {
      return await work();
    } finally {
      this.busy--;
    }
  }

  /** Resolves when nothing is under way but what waits for a lock in the database, which somebody who stands still holds. */
  async settle(): Promise<void> {
    for (let looks = 0; ; looks++) {
      await turn();
      if (this.busy === 0) return;
      if (looks < 20) continue;
      const before = this.busy;
      const { rows } = await this.pool.query<{ blocked: number }>(
        `select count(*)::int as blocked from pg_stat_activity
         where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`,
      );
      await turn();
      if (this.busy === before && rows[0]?.blocked === before) return;
      await sleep(1);
    }
  }
}

/** A process as a spec has it: it can be stopped at any moment, lose an answer of the database, and die. */
export class Mortal {
  readonly moments: Moment[] = [];
  /** To the code under test it is its pool. */
  readonly pool: pg.Pool;
  private dead = false;
  private readonly lost: { readonly statement: RegExp; readonly done: boolean }[] = [];
  private readonly traffic: Traffic;
  private readonly faulty: Faulty;

  constructor(traffic: Traffic, pool: pg.Pool, faulty: Faulty = statement => statement) {
    this.traffic = traffic;
    this.faulty = faulty;
    const facade = {
      query: (...asked: Asked) => this.ask(pool, asked),
      connect: async () => {
        this.assertAlive();
        const client = await traffic.during(() => pool.connect());
        return { query: (...asked: Asked) => this.ask(client, asked), release: (e?: Error) => client.release(e) };
      },
    };
    this.pool = facade as unknown as pg.Pool;
  }

  /** Nothing that it would still do is done, whatever it is in the middle of. */
  kill(): void {
    this.dead = true;
    for (const moment of this.moments.splice(0)) moment.fail(new GoneError('killed'));
  }

  /** The next statement like this fails: it is `done` and only its answer lost, or it never arrived. */
  lose(statement: RegExp, done: boolean): void {
    this.lost.push({ statement, done });
  }

  /** Stands still. */
  async stop(point: string): Promise<void> {
    this.assertAlive();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const moment: Moment = {
      point,
      pass: () => this.leave(moment, resolve),
      fail: error => this.leave(moment, () => reject(error)),
    };
    this.moments.push(moment);
    await promise;
    this.assertAlive();
  }

  assertAlive(): void {
    if (this.dead) throw new GoneError('killed');
  }

  private leave(moment: Moment, go: () => void): void {
    const at = this.moments.indexOf(moment);
    if (at >= 0) this.moments.splice(at, 1);
    go();
  }

  private async ask(to: pg.Pool | pg.PoolClient, [asked, values]: Asked): Promise<pg.QueryResult> {
    const statement: Statement = typeof asked === 'string' ? { text: asked, ...(values && { values }) } : asked;
    // Of one that is dead the server ends the transaction.
    if (statement.text !== 'rollback') this.assertAlive();
    const lost = this.lost.findIndex(one => one.statement.test(statement.name ?? statement.text));
    const [losing] = lost >= 0 ? this.lost.splice(lost, 1) : [];
    if (losing?.done === false) throw new GoneError('the connection was lost');
    const { text } = statement;
    const answer = await this.traffic.during(async () => {
      const statements = [this.faulty(statement)].flat();
      const answers: pg.QueryResult[] = [];
      for (const one of statements) answers.push(await to.query(one));
      return answers[0];
    });
    if (text !== 'rollback') this.assertAlive();
    if (losing) throw new GoneError('the answer was lost');
    if (!answer) throw new Error(`nothing was asked instead of ${text}`);
    return answer;
  }
}

type Asked = [asked: string | Statement, values?: unknown[]];
