import { IANAZone } from 'luxon';

/** When the house is open. */
export interface Calendar {
  /** IANA name of the time zone that the hours are told in. */
  readonly zone: string;
  /** Seven days, Monday first; each its openings in order, `[from, to]` as HH:MM of the wall clock, 24:00 ends a day. */
  readonly week: readonly (readonly (readonly string[])[])[];
  /** Days without openings, as ISO dates. */
  readonly holidays: readonly string[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const MAX_DAYS = 3_660;

interface Opening {
  readonly from: number;
  readonly to: number;
}

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

/** The openings that end after `from`, in order. A local day begins at most a day away from the day of UTC. */
function* openingsSince(calendar: Calendar, from: number): Generator<Opening> {
  const first = Math.floor(from / DAY) - 1;
  for (let day = first; day < first + MAX_DAYS; day += 1) {
    for (const opening of openingsOf(calendar, day)) if (opening.to > from) yield opening;
  }
}

const known = new WeakMap<Calendar, Map<number, readonly Opening[]>>();

/** The openings of a local day, numbered since 1970. Worked out once: the zone's arithmetic is what costs time. */
function openingsOf(calendar: Calendar, day: number): readonly Opening[] {
  const days = known.get(calendar) ?? new Map<number, readonly Opening[]>();
  known.set(calendar, days);
  const openings = days.get(day) ?? workOut(calendar, day);
  days.set(day, openings);
  return openings;
}

function workOut({ zone, week, holidays }: Calendar, day: number): readonly Opening[] {
  const date = new Date(day * DAY);
  if (holidays.includes(date.toISOString().slice(0, 10))) return [];
  const openings = week[(date.getUTCDay() + 6) % 7] ?? [];
  const at = (time: string | undefined): number => instantOf(zone, day * DAY + minutesOf(time) * MINUTE);
  return openings.map(([from, to]) => ({ from: at(from), to: at(to) })).filter(({ from, to }) => from < to);
}

function minutesOf(time = ''): number {
  const [hours = NaN, minutes = NaN] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The first instant at which the wall clock shows `local` or later: where the clock is put back an hour that comes
 * twice counts from the first time, where it is put forward an hour that is left out begins with the jump.
 */
function instantOf(zone: string, local: number): number {
  const before = offset(zone, local - DAY);
  const after = offset(zone, local + DAY);
  const early = local - Math.max(before, after);
  const late = local - Math.min(before, after);
  if (early === late || early + offset(zone, early) === local) return early;
  if (late + offset(zone, late) === local) return late;
  return jumpBetween(zone, early, late);
}

function jumpBetween(zone: string, early: number, late: number): number {
  const then = offset(zone, late);
  let [low, high] = [early, late];
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
    if (offset(zone, middle) === then) high = middle;
    else low = middle;
  }
  return high;
}

const offset = (zone: string, at: number): number => IANAZone.create(zone).offset(at) * MINUTE;

const localDay = (zone: string, at: number): number => Math.floor((at + offset(zone, at)) / DAY);
