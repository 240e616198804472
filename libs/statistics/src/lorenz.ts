/** Customers who hold the same, or are looked at together, and what they hold between them. */
export interface Holding {
  readonly holders: number;
  readonly held: number;
}

/** Which share of the holders, beginning with who holds least, holds which share of all; both 0 to 1. */
export interface LorenzPoint {
  readonly holders: number;
  readonly held: number;
}

/**
 * The Lorenz curve (Lorenz 1905), from (0, 0) to (1, 1). Groups of holders are ordered by what each of them holds on average. Empty
 * where nobody holds anything. Who holds less than nothing draws the curve below zero.
 */
export function lorenzCurve(groups: readonly Holding[]): LorenzPoint[] {
  const ordered = groups.filter(({ holders }) => holders > 0).sort((a, b) => a.held / a.holders - b.held / b.holders);
  const all = ordered.reduce((sum, { holders }) => sum + holders, 0);
  const total = ordered.reduce((sum, { held }) => sum + held, 0);
  if (all === 0 || total <= 0) return [];
  const points = [{ holders: 0, held: 0 }];
  let [holders, held] = [0, 0];
  for (const group of ordered) {
    [holders, held] = [holders + group.holders, held + group.held];
    points.push({ holders: holders / all, held: held / total });
  }
  return points;
}

/**
 * The Gini coefficient of a curve: twice the area between it and the diagonal, by trapezoids. 0 where all hold the same; near 1 where
 * one holds everything. Undefined without a curve. Of groups it leaves out what is unequal within them.
 */
export function gini(curve: readonly LorenzPoint[]): number | undefined {
  if (curve.length === 0) return undefined;
  const area = curve.reduce((sum, { holders, held }, n) => {
    const before = curve[n - 1] ?? { holders: 0, held: 0 };
    return sum + ((holders - before.holders) * (held + before.held)) / 2;
  }, 0);
  return 1 - 2 * area;
}
