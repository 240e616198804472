import { addBusinessTime, businessTimeBetween, subtractBusinessTime, type Calendar } from '@rapport/business-time';
import type { WorkMoment } from '@rapport/contracts';
import { valuesAt } from './work-fields.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LAST = Date.UTC(9998, 0);

/**
 * The time that a rule means, counted from `base` or from a field of the event: of several values the earliest. Undefined
 * where the field is not there. `times` stretches the working time from base to field; all of the others may go back.
 */
export function momentOf(moment: WorkMoment, base: string, data: object, calendar: Calendar): string | undefined {
  const start = startOf(moment, Date.parse(base), data, calendar);
  if (start === undefined) return undefined;
  const { days = 0, hours = 0, workingDays = 0, workingHours = 0 } = moment;
  const shifted = start + days * DAY + hours * HOUR;
  const working = workingHours * HOUR + workingDays * dayLength(calendar);
  const at = working === 0 ? shifted : after(calendar, shifted, working);
  return at === undefined || at > LAST ? undefined : new Date(at).toISOString();
}

/** Undefined where the calendar is open too seldom ever to get there: no rule may stop who reads the events. */
function after(calendar: Calendar, from: number, duration: number): number | undefined {
  try {
    return duration < 0
      ? subtractBusinessTime(calendar, from, Math.round(-duration))
      : addBusinessTime(calendar, from, Math.round(duration));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function startOf({ from, times }: WorkMoment, base: number, data: object, calendar: Calendar): number | undefined {
  if (from === undefined) return base;
  const told = valuesAt(data, from).map(value => (typeof value === 'string' ? Date.parse(value) : NaN));
  const at = told.filter(Number.isFinite).reduce((first, one) => Math.min(first, one), Infinity);
  if (at === Infinity) return undefined;
  if (times === undefined) return at;
  return after(calendar, base, times * businessTimeBetween(calendar, base, at));
}

const minutes = (time = ''): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** A working day in milliseconds: what is open on a day with openings, on the average of the week. */
function dayLength({ week }: Calendar): number {
  const days = week.filter(openings => openings.length > 0);
  const open = days.flat().reduce((sum, [from, to]) => sum + minutes(to) - minutes(from), 0);
  return (open / days.length) * 60_000;
}
