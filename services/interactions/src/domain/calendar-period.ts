import type { Calendar } from '@rapport/business-time';
import { DateTime } from 'luxon';
import type { PERIODS } from './rhythm-measures.ts';

/** From its beginning up to the next one's, as instants; `day` is its first by the wall clock. */
export interface CalendarPeriod {
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

/**
 * The days, weeks (Monday first) or months of a calendar's zone that lie wholly within two instants. Those without a day that is
 * open are left out: nobody is there to hold anything.
 */
export function periodsWithin(
  per: (typeof PERIODS)[number],
  calendar: Calendar,
  { from, until }: { readonly from: string; readonly until: string },
): CalendarPeriod[] {
  const end = DateTime.fromISO(until, { zone: calendar.zone });
  const periods: CalendarPeriod[] = [];
  let start: DateTime<boolean> = DateTime.fromISO(from, { zone: calendar.zone }).startOf(per);
  for (let next = after(start, per); next <= end; start = next, next = after(next, per)) {
    const period = { day: start.toFormat('yyyy-MM-dd'), from: instant(start), until: instant(next) };
    if (period.from >= from && isOpenWithin(calendar, start, next)) periods.push(period);
  }
  return periods;
}

/** Some zones skip midnight when their clocks change, so a day begins where its first moment is. */
const after = (start: DateTime<boolean>, per: (typeof PERIODS)[number]): DateTime<boolean> =>
  start.plus({ [per]: 1 }).startOf(per);

const instant = (time: DateTime<boolean>): string => new Date(time.toMillis()).toISOString();

function isOpenWithin({ week, holidays }: Calendar, start: DateTime<boolean>, next: DateTime<boolean>): boolean {
  for (let day = start; day < next; day = after(day, 'day')) {
    const openings = week[day.weekday - 1] ?? [];
    if (openings.length > 0 && !holidays.includes(day.toFormat('yyyy-MM-dd'))) return true;
  }
  return false;
}
