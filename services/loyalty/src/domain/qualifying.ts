/** Points that the purchases of a calendar month (UTC) earned, less what refunds of them took back. */
export interface QualifyingMonth {
  readonly month: string;
  readonly points: number;
}

/** Beyond any programme's window; what is older counts for nothing, so that a member's state stays small. */
const KEPT_MONTHS = 24;

/** With points added to (or taken from) the month of a purchase. Only the order of months matters, not that of telling. */
export function counted(
  months: readonly QualifyingMonth[],
  purchasedAt: string,
  points: number,
): readonly QualifyingMonth[] {
  const month = purchasedAt.slice(0, 7);
  const before = months.find(one => one.month === month)?.points ?? 0;
  const others = months.filter(one => one.month !== month);
  const all = [...others, { month, points: before + points }].sort((a, b) => (a.month < b.month ? -1 : 1));
  const first = monthsBefore(all.at(-1)?.month ?? month, KEPT_MONTHS - 1);
  return all.filter(one => one.month >= first);
}

/** What qualifies at an instant, over so many calendar months with its own. */
export function qualifyingAt(months: readonly QualifyingMonth[], at: string, over: number): number {
  const last = at.slice(0, 7);
  const first = monthsBefore(last, over - 1);
  return months.reduce((sum, { month, points }) => (month >= first && month <= last ? sum + points : sum), 0);
}

function monthsBefore(month: string, n: number): string {
  const [year = 0, nth = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, nth - 1 - n, 1)).toISOString().slice(0, 7);
}
