/** Months by their first day, UTC. */

export const firstOfMonth = (at: Date, later = 0): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + later, 1));

/** `2026-02-28T…` → `2026-02-28`. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

interface Done {
  readonly period: string;
  readonly asOf: Date;
  readonly begunAt: Date;
}

/**
 * The month that is to be worked out next: each once when it is over, those before it first, the newest anew each day and when
 * `lateAt` says that something of months past became known since. Undefined when nothing is.
 */
export function dueMonth(
  now: Date,
  last: Done | undefined,
  lateAt: Date | undefined,
): { period: string; asOf: Date } | undefined {
  const begins = last === undefined ? firstOfMonth(now, -1) : new Date(last.period);
  const ends = firstOfMonth(begins, 1);
  const month = { period: dayOf(begins), asOf: ends < now ? ends : now };
  if (last === undefined || (last.asOf < ends && ends <= now)) return month;
  if (firstOfMonth(ends, 1) <= now) return { period: dayOf(ends), asOf: firstOfMonth(ends, 1) };
  const isOld = dayOf(last.begunAt) < dayOf(now) || (lateAt !== undefined && lateAt > last.begunAt);
  return isOld ? month : undefined;
}
