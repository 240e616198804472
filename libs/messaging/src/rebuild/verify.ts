import type pg from 'pg';
import { transaction } from '../pool.ts';
import { holdBuild, type Build } from './builds.ts';
import { compare, unlikeRead, type Compared } from './compare.ts';
import { holdLive } from './live.ts';
import type { Site } from './site.ts';
import type { Target } from './target.ts';

export interface Place {
  readonly target: Target;
  readonly pool: pg.Pool;
  readonly site: Site;
}

export interface Verified {
  readonly compared: readonly Compared[];
  /** How many subjects the two have read unlike far. */
  readonly unlike: number;
  /** Transactions that were under way then. */
  readonly older: readonly string[];
}

/**
 * Compares the build with the live one at equal positions. The live one is held only until the build has come as far and a
 * snapshot has been taken; both go on while that is looked at. Answers nothing where it took too long: to be tried again.
 */
export async function verify({ target, pool, site }: Place, build: Build): Promise<Verified | undefined> {
  await pool.query('select messaging.analyze_build($1)', [target.schema]);
  const [holder, looker] = [await pool.connect(), await pool.connect()];
  try {
    await holder.query('begin');
    await holdLive(holder, [...target.topics.keys()]);
    const caughtUp = await transaction(pool, async tx => {
      await holdBuild(tx, build.id);
      return site.catchUp(tx);
    });
    if (!caughtUp) {
      site.interrupt();
      return undefined;
    }
    await looker.query('begin isolation level repeatable read');
    const { rows } = await looker.query<{ older: string[] | null }>(
      `select array_agg(l.virtualtransaction) as older from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'virtualxid' and l.granted and a.datname = current_database() and l.pid <> pg_backend_pid()`,
    );
    await holder.query('rollback');
    const unlike = await unlikeRead(target, looker);
    const compared = unlike > 0 ? [] : await compare(target, looker);
    await looker.query('commit');
    return { compared, unlike, older: rows[0]?.older ?? [] };
  } finally {
    // In whatever state they are: thrown away, they hold nothing.
    for (const client of [holder, looker]) client.release(true);
  }
}

/** The backends of those transactions that still go on. */
export async function olderReaders(pool: pg.Pool, older: readonly string[]): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `select pid from pg_locks where locktype = 'virtualxid' and granted and virtualtransaction = any($1)`,
    [older],
  );
  return rows.map(({ pid }) => pid);
}
