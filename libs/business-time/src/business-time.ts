import type { Calendar } from './calendar.ts';
import { MAX_DAYS, openingsBefore, openingsOf, openingsSince } from './openings.ts';
import { DAY, offset } from './wall-clock.ts';

const TEN_YEARS = 3_650 * DAY;

/** The earliest instant at which `duration` of open time has passed since `from`. All in milliseconds, instants since 1970. */
export function addBusinessTime(calendar: Calendar, from: number, duration: number): number {
  let left = duration;
  if (left <= 0) return from;
  for (const opening of openingsSince(calendar, from)) {
    const start = Math.max(opening.from, from);
    if (opening.to - start >= left) return start + left;
    left -= opening.to - start;
  }
  throw new RangeError(`${duration} ms of business time are not reached within ${MAX_DAYS} days`);
}

/** The latest instant from which `duration` of open time passes until `to`. */
export function subtractBusinessTime(calendar: Calendar, to: number, duration: number): number {
  let left = duration;
  if (left <= 0) return to;
  for (const opening of openingsBefore(calendar, to)) {
    const end = Math.min(opening.to, to);
    if (end - opening.from >= left) return end - left;
    left -= end - opening.from;
  }
  throw new RangeError(`${duration} ms of business time are not reached within ${MAX_DAYS} days`);
}

/** As the first; a calendar that has hardly an opening left keeps nobody from being promised something: then it is due in ten years. */
export function businessDeadline(calendar: Calendar, from: number, duration: number): number {
  try {
    return addBusinessTime(calendar, from, duration);
  } catch (error) {
    if (error instanceof RangeError) return from + TEN_YEARS;
    throw error;
  }
}

/** The open time between two instants, in milliseconds; 0 where the second comes first. */
export function businessTimeBetween(calendar: Calendar, from: number, to: number): number {
  let passed = 0;
  for (const opening of openingsSince(calendar, from)) {
    if (opening.from >= to) break;
    passed += Math.min(opening.to, to) - Math.max(opening.from, from);
  }
  return passed;
}

/** How many days with openings have begun after the day of `from`, up to the day of `to`. */
export function businessDaysBetween(calendar: Calendar, from: number, to: number): number {
  const last = localDay(calendar.zone, to);
  let days = 0;
  for (let day = localDay(calendar.zone, from) + 1; day <= last; day += 1) {
    if (openingsOf(calendar, day).length > 0) days += 1;
  }
  return days;
}

const localDay = (zone: string, at: number): number => Math.floor((at + offset(zone, at)) / DAY);
