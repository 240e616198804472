import { transaction, type Tx } from '@rapport/messaging';
import type pg from 'pg';
import type { Period, Run, Score, Teller } from './score.ts';

const AT_ONCE = 500;

interface Row extends Run {
  readonly step: 'asked' | 'telling' | 'told';
}

/** A run that `by` asked for, or that is due. One that is under way begins again. */
export async function ask(tx: Tx, { name }: Pick<Score, 'name'>, { period, asOf }: Period, by: string): Promise<void> {
  await tx.query(
    `insert into app.score_runs (score, period, as_of, asked_by) values ($1, $2, $3, $4)
     on conflict (score, period) do update set as_of = excluded.as_of, asked_by = excluded.asked_by, step = 'asked', asked_at = now(),
       customers = null, told = 0, ended_at = null`,
    [name, period, asOf, by],
  );
}

/**
 * One step of what is to be done for a score: begins what is due, works it out, or tells of the next 500 customers. Answers whether
 * there may be more to do. `long` is a connection whose statements may take ten minutes.
 */
export async function runScore(score: Score, teller: Teller, long: pg.Pool, now: Date): Promise<boolean> {
  const open = await oldest(teller.pool, score, `step <> 'told'`);
  if (open === undefined) {
    const last = await oldest(teller.pool, score, 'true', 'desc');
    const due = await score.due(now, last, teller.pool);
    if (due) await ask(teller.pool, score, due, 'clock');
    return due !== undefined;
  }
  if (open.step === 'telling') return tellNext(score, open, teller);
  return transaction(long, tx => work(score, open, tx));
}

async function oldest(tx: Tx, { name }: Score, which: string, order = 'asc'): Promise<Row | undefined> {
  const { rows } = await tx.query<Row>(
    `select to_char(period, 'YYYY-MM-DD') as period, as_of as "asOf", asked_at as "begunAt", step
     from app.score_runs where score = $1 and ${which} order by app.score_runs.period ${order} limit 1`,
    [name],
  );
  return rows[0];
}

/** Whoever holds the row works it out: the lease may be another's by the time it is done. */
async function work(score: Score, run: Row, tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(
    `select from app.score_runs where score = $1 and period = $2 and step <> 'telling' for update skip locked`,
    [score.name, run.period],
  );
  if (rowCount === 0) return false;
  const customers = await score.work(run, tx);
  await tx.query(`update app.score_runs set step = 'telling', customers = $3 where score = $1 and period = $2`, [
    score.name,
    run.period,
    customers,
  ]);
  return true;
}

async function tellNext(score: Score, run: Row, teller: Teller): Promise<boolean> {
  const told = await score.tell(run, teller, AT_ONCE);
  const over = told < AT_ONCE;
  await teller.pool.query(
    `update app.score_runs set told = told + $3, step = case when $4 then 'told' else step end, ended_at = case when $4 then now() end
     where score = $1 and period = $2 and step = 'telling'`,
    [score.name, run.period, told, over],
  );
  return true;
}
