export const PERIODS = ['month', 'quarter', 'year'] as const;
export type PeriodKind = (typeof PERIODS)[number];

/** Calendar months (UTC) as `2026-03`, the first and the last of a period. */
export interface Period {
  readonly kind: PeriodKind;
  readonly from: string;
  readonly until: string;
}

const LENGTH = { month: 1, quarter: 3, year: 12 } as const;

/** How many months a period of a kind has. */
export const monthsIn = (kind: PeriodKind): number => LENGTH[kind];

const ordinal = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

function monthOf(n: number): string {
  return `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`;
}

export const monthsLater = (month: string, n: number): string => monthOf(ordinal(month) + n);

/** The months from the first to the last, both included. */
export const monthsBetween = (from: string, until: string): string[] =>
  Array.from({ length: Math.max(0, ordinal(until) - ordinal(from) + 1) }, (_, i) => monthOf(ordinal(from) + i));

/** The period of a kind that a month lies in. */
export function periodOf(kind: PeriodKind, month: string): Period {
  const length = monthsIn(kind);
  const first = ordinal(month) - (ordinal(month) % length);
  return { kind, from: monthOf(first), until: monthOf(first + length - 1) };
}

/** The period of the same kind before. */
export const before = ({ kind, from }: Period): Period => periodOf(kind, monthsLater(from, -1));

/** The last `n` periods of a kind up to that of a month, the oldest first. */
export const lastPeriods = (kind: PeriodKind, month: string, n: number): Period[] =>
  Array.from({ length: n }, (_, i) => periodOf(kind, monthsLater(month, (i - n + 1) * monthsIn(kind))));

/** `2026-03`, `2026 Q1` or `2026`. */
export function nameOf({ kind, from }: Period): string {
  if (kind === 'month') return from;
  const year = from.slice(0, 4);
  return kind === 'year' ? year : `${year} Q${Math.floor((ordinal(from) % 12) / 3) + 1}`;
}

/** The last month that is over. */
export const lastFullMonth = (now: string): string => monthsLater(now.slice(0, 7), -1);
