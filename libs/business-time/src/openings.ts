import type { Calendar } from './calendar.ts';
import { DAY, instantOf, MINUTE } from './wall-clock.ts';

/** How far ahead, and back, business time is looked for: ten years. */
export const MAX_DAYS = 3_660;

/** Instants since 1970, in milliseconds. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** The openings that end after `from`, in order. A local day begins at most a day away from the day of UTC. */
export function* openingsSince(calendar: Calendar, from: number): Generator<Opening> {
  const first = Math.floor(from / DAY) - 1;
  for (let day = first; day < first + MAX_DAYS; day += 1) {
    for (const opening of openingsOf(calendar, day)) if (opening.to > from) yield opening;
  }
}

/** The openings that begin before `to`, the latest first. */
export function* openingsBefore(calendar: Calendar, to: number): Generator<Opening> {
  const last = Math.floor(to / DAY) + 1;
  for (let day = last; day > last - MAX_DAYS; day -= 1) {
    for (const opening of openingsOf(calendar, day).toReversed()) if (opening.from < to) yield opening;
  }
}

const known = new WeakMap<Calendar, Map<number, readonly Opening[]>>();

/** The openings of a local day, numbered since 1970. Worked out once: the zone's arithmetic is what costs time. */
export function openingsOf(calendar: Calendar, day: number): readonly Opening[] {
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
