import type { HealthCheck } from './health.projection.ts';

/** How the relation was judged last, and what became of each indicator since the check before. */
export type HealthNow = {
  readonly checkId: string;
  readonly checkedAt: string;
  readonly assessor: string;
  readonly mean: number;
  readonly scores: readonly {
    readonly indicator: string;
    readonly score: number;
    /** Since the check before; null where that did not judge it. */
    readonly change: number | null;
  }[];
  /** The means of the last checks, the oldest first. */
  readonly trend: readonly { readonly checkedAt: string; readonly mean: number }[];
};

const LOOKED_BACK = 6;

export const meanOf = ({ scores }: Pick<HealthCheck, 'scores'>): number =>
  Math.round((scores.reduce((sum, { score }) => sum + score, 0) / Math.max(1, scores.length)) * 100) / 100;

/** The checks of all ids of a customer, newest first, as one history. Null as long as there is none. */
export function healthNow(checks: readonly HealthCheck[]): HealthNow | null {
  const [last, before] = checks;
  if (!last) return null;
  const { checkId, checkedAt, assessor, scores } = last;
  return {
    checkId,
    checkedAt,
    assessor,
    mean: meanOf(last),
    scores: scores.map(({ indicator, score }) => {
      const was = before?.scores.find(each => each.indicator === indicator)?.score;
      return { indicator, score, change: was === undefined ? null : score - was };
    }),
    trend: checks
      .slice(0, LOOKED_BACK)
      .map(check => ({ checkedAt: check.checkedAt, mean: meanOf(check) }))
      .reverse(),
  };
}
