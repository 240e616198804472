/** What was bought in one calendar month (UTC): how often, and for how much in minor units by currency. */
export type Month = { readonly count: number; readonly spent: Readonly<Record<string, number>> };

/** By month as `2026-03`. */
export type Months = Readonly<Record<string, Month>>;

/** As many as a look back over a year needs; those before have passed for every reader from now on. */
const KEPT = 12;

export const boughtAt = (occurredAt: string, currency: string, minor: number): Months => ({
  [occurredAt.slice(0, 7)]: { count: 1, spent: { [currency]: minor } },
});

export const givenBackAt = (occurredAt: string, currency: string, minor: number): Months => ({
  [occurredAt.slice(0, 7)]: { count: 0, spent: { [currency]: -minor } },
});

/** The months of both, the latest twelve up to the last in which something was bought: in whatever order they come. */
export function addedUp(one: Months, other: Months): Months {
  const months = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  const latest = ordinal(months.at(-1) ?? '');
  const kept = months.filter(month => ordinal(month) > latest - KEPT);
  return Object.fromEntries(kept.map(month => [month, both(one[month], other[month])]));
}

const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));

function both(one: Month = NONE, other: Month = NONE): Month {
  return { count: one.count + other.count, spent: summed(one.spent, other.spent) };
}

const NONE: Month = { count: 0, spent: {} };

export function summed(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map(key => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}
