import type { Experience, Fading, Owing } from '@rapport/statistics';
import type { Tx } from '@rapport/messaging';

export interface Scoring {
  readonly fading: Fading;
  readonly owing: Owing;
}

/** An experience with the event it comes from and what to call it. */
export interface ScoredExperience extends Experience {
  readonly eventId: string;
  readonly kind: string;
  readonly label: string;
  readonly occurredAt: Date;
}

export async function scoringOf(tx: Tx): Promise<Scoring> {
  const { rows } = await tx.query<Fading & Owing>(
    `select half_life_days as "halfLifeDays", bad_weight as "badWeight", owed_each as each, owed_bad as bad,
       owed_good as good, owed_months as months from app.scoring`,
  );
  const row = rows[0];
  if (!row) throw new Error('there is no scoring: the migrations of this service have not run');
  return { fading: row, owing: row };
}

/** All experiences recorded under these ids, the newest first. */
export async function experiencesOf(tx: Tx, recordedIds: readonly string[]): Promise<ScoredExperience[]> {
  const { rows } = await tx.query<Omit<ScoredExperience, 'at' | 'repairedAt'> & { repairedAt: Date | null }>(
    `select event_id as "eventId", kind, label, occurred_at as "occurredAt", score, repaired_at as "repairedAt"
     from app.experiences_of($1)`,
    [recordedIds],
  );
  return rows.map(row => ({
    ...row,
    at: row.occurredAt.getTime(),
    repairedAt: row.repairedAt === null ? null : row.repairedAt.getTime(),
  }));
}

export async function isKnownCustomer(tx: Tx, recordedIds: readonly string[]): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select from facts.customers where recorded_customer_id = any($1::uuid[]) limit 1',
    [recordedIds],
  );
  return rowCount !== 0;
}

/**
 * What a good experience weighs after 720 days. Customers whose experiences weigh less together count in no mean: faded so far
 * they would all stand at 50 and hide the others.
 */
export const FADED = 2 ** -8;

export interface SatisfactionNow {
  readonly n: number;
  readonly mean: number | null;
  readonly deviation: number | null;
  /** How many customers are in each band of ten, from 0 up; 100 belongs to the last. */
  readonly bands: readonly number[];
}

export async function satisfactionNow(tx: Tx): Promise<SatisfactionNow> {
  const { rows } = await tx.query<{ band: number; n: number; sum: number; squares: number }>(
    `select least(floor(satisfaction / 10), 9)::integer as band, count(*) as n, sum(satisfaction) as sum,
       sum(satisfaction * satisfaction) as squares
     from analytics.satisfaction_now where weight >= $1 group by 1`,
    [FADED],
  );
  const total = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((sum, row) => sum + of(row), 0);
  const n = total(row => row.n);
  const mean = n === 0 ? null : total(row => row.sum) / n;
  const squares = total(row => row.squares);
  return {
    n,
    mean,
    deviation: n < 2 || mean === null ? null : Math.sqrt(Math.max(0, (squares - n * mean * mean) / (n - 1))),
    bands: Array.from({ length: 10 }, (_, band) => rows.find(row => row.band === band)?.n ?? 0),
  };
}
