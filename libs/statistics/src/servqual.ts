/** One respondent's answer to one item, both 1–7. */
export interface Gap {
  readonly dimension: string;
  readonly expectation: number;
  readonly perception: number;
}

/** What one respondent says of one dimension. */
export interface DimensionGap {
  readonly dimension: string;
  readonly expectation: number;
  readonly perception: number;
  /** Perception − expectation: below 0 the service falls short. */
  readonly gap: number;
}

/** The means of a respondent's items by dimension (Parasuraman, Zeithaml and Berry 1988). */
export function gapsByDimension(answers: readonly Gap[]): DimensionGap[] {
  return [...Map.groupBy(answers, ({ dimension }) => dimension)].map(([dimension, items]) => {
    const mean = (of: (item: Gap) => number): number =>
      items.reduce((total, item) => total + of(item), 0) / items.length;
    const expectation = mean(item => item.expectation);
    const perception = mean(item => item.perception);
    return { dimension, expectation, perception, gap: perception - expectation };
  });
}

/**
 * The gap of a respondent over all dimensions, each by its share of 100 points. Dimensions that were not answered leave their
 * points to the others; null where the answered ones have none.
 */
export function weightedGap(gaps: readonly DimensionGap[], points: ReadonlyMap<string, number>): number | null {
  const weighed = gaps.map(({ dimension, gap }) => ({ gap, weight: points.get(dimension) ?? 0 }));
  const all = weighed.reduce((total, { weight }) => total + weight, 0);
  if (all === 0) return null;
  return weighed.reduce((total, { gap, weight }) => total + gap * weight, 0) / all;
}
