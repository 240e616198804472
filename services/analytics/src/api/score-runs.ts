import type { Tx } from '@rapport/messaging';

export interface ScoreRun {
  readonly score: string;
  /** The first day of the period. */
  readonly period: string;
  readonly asOf: Date;
  readonly step: 'asked' | 'telling' | 'told';
  readonly askedBy: string;
  readonly askedAt: Date;
  /** How many have the score; null until it was worked out. */
  readonly customers: number | null;
  /** Of how many it was told anew. */
  readonly told: number;
  readonly endedAt: Date | null;
}

/** The newest runs first. */
export async function readRuns(tx: Tx, score: string | undefined, limit: number): Promise<ScoreRun[]> {
  const { rows } = await tx.query<ScoreRun>(
    `select score, to_char(period, 'YYYY-MM-DD') as period, as_of as "asOf", step, asked_by as "askedBy", asked_at as "askedAt",
       customers, told, ended_at as "endedAt"
     from app.score_runs where $1::text is null or score = $1 order by app.score_runs.period desc, score limit $2`,
    [score ?? null, limit],
  );
  return rows;
}
