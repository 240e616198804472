import type { Money, MonthBought } from '../api/types.ts';

/** The first of the twelve calendar months (UTC) that end with the one of `now`. */
export function yearBefore(now: number): Date {
  const date = new Date(now);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 11, 1));
}

/** What was bought in these months. The amount is null where currencies are mixed, or nothing was bought. */
export function lastYear(months: readonly MonthBought[], now: number): { count: number; amount: Money | null } {
  const since = yearBefore(now).toISOString().slice(0, 7);
  const recent = months.filter(({ month }) => month >= since);
  const [first, ...others] = recent.flatMap(({ amounts }) => amounts);
  const same = first !== undefined && others.every(({ currency }) => currency === first.currency);
  return {
    count: recent.reduce((sum, month) => sum + month.count, 0),
    amount: same ? { ...first, minor: others.reduce((sum, { minor }) => sum + minor, first.minor) } : null,
  };
}
