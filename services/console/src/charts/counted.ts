import type { Counted } from '../api/measure-types.ts';

export interface Ranked extends Counted {
  /** How many groups this row stands for, when it is the rest; else 0. */
  merged: number;
}

/** The largest groups, and one row for what is left when there are more. */
export function ranked(counted: readonly Counted[], shown: number): Ranked[] {
  const sorted = counted.toSorted((a, b) => b.n - a.n).map(group => ({ ...group, merged: 0 }));
  if (sorted.length <= shown) return sorted;
  const rest = sorted.slice(shown - 1);
  return [
    ...sorted.slice(0, shown - 1),
    { key: 'rest', n: rest.reduce((sum, { n }) => sum + n, 0), merged: rest.length },
  ];
}
