import type { Experience } from './satisfaction.ts';

/** How good experiences are owed for bad ones. */
export interface Owing {
  /** How many good experiences one bad experience owes. */
  readonly each: number;
  /** A score at or below this one is bad enough to owe. */
  readonly bad: number;
  /** A score at or above this one is good enough to pay one off. */
  readonly good: number;
  /** After this many months nobody waits any more. */
  readonly months: number;
}

interface Debt {
  readonly at: number;
  readonly until: number;
  readonly repairedAt: number | null;
  left: number;
}

/**
 * The good experiences still owed at `asOf`. Each bad one owes `each` later good ones; a good one pays off one of the
 * oldest that is still owed when it happens. A repair cancels what its cause still owes.
 */
export function owedAt(experiences: readonly Experience[], asOf: number, by: Owing): number {
  const debts: Debt[] = [];
  const isOpen = (debt: Debt, at: number): boolean =>
    debt.left > 0 && debt.until > at && (debt.repairedAt === null || debt.repairedAt > at);
  // At one instant the bad comes first only by this order: it is not paid off by what isn't later.
  const lived = experiences.filter(({ at }) => at <= asOf).sort((a, b) => a.at - b.at || a.score - b.score);
  for (const { at, score, repairedAt } of lived) {
    if (score <= by.bad) debts.push({ at, until: monthsAfter(at, by.months), repairedAt, left: by.each });
    if (score < by.good) continue;
    const oldest = debts.find(debt => debt.at < at && isOpen(debt, at));
    if (oldest) oldest.left -= 1;
  }
  return debts.filter(debt => isOpen(debt, asOf)).reduce((sum, { left }) => sum + left, 0);
}

function monthsAfter(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay));
}
