const DAY_MS = 86_400_000;

const dayOf = (instant: string): string => instant.slice(0, 10);

/**
 * The newest UTC days among these instants (ISO 8601, UTC), at most so many, by the last instant of each, ascending. Sets of days
 * are united in any order and any number of times with the same result, which sums and estimators of quantiles are not.
 */
export function latestOfDays(instants: readonly string[], most: number): string[] {
  const last = new Map<string, string>();
  for (const instant of instants) {
    const before = last.get(dayOf(instant));
    if (before === undefined || before < instant) last.set(dayOf(instant), instant);
  }
  return [...last.values()].sort().slice(-most);
}

/** The median of the gaps between the days of these instants, in days; null where there are fewer gaps than `needed`. */
export function medianGap(instants: readonly string[], needed: number): number | null {
  const days = [...new Set(instants.map(dayOf))].sort().map(day => Date.parse(day) / DAY_MS);
  const gaps = days
    .slice(1)
    .map((day, i) => day - (days[i] ?? day))
    .sort((a, b) => a - b);
  const [low, high] = [gaps[(gaps.length - 1) >> 1], gaps[gaps.length >> 1]];
  return gaps.length < needed || low === undefined || high === undefined ? null : (low + high) / 2;
}
