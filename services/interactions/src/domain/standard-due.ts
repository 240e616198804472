import { businessDeadline, businessTimeBetween, type Calendar } from '@rapport/business-time';
import type { Wait } from './episode-waits.ts';
import { inForce, type Rules, type Standard } from './standard.ts';

/** The moments of a clock, ISO 8601 UTC. */
export interface Due {
  readonly warnAt: string;
  readonly dueAt: string;
  readonly escalateAt: string;
}

const MS = { seconds: 1000, minutes: 60_000, hours: 3_600_000, businessHours: 3_600_000 } as const;
const WARN_AFTER = 0.8;

const isTime = (unit: string): unit is keyof typeof MS => Object.hasOwn(MS, unit);

/**
 * When a time that began at `since` warns, is due, and has passed twice, leaving out when we waited for the customer. Undefined for what
 * is counted.
 */
export function dueOf(
  standard: Standard,
  limit: number,
  rules: Rules,
  since: string,
  waits: Wait[] = [],
): Due | undefined {
  const { unit, warnAfter = WARN_AFTER } = standard.form;
  if (!isTime(unit)) return undefined;
  const calendar = calendarOf(standard, rules, since);
  const after = (share: number): string => {
    let left = Math.round(limit * MS[unit] * share);
    let from = Date.parse(since);
    for (const { from: stands, until } of waits) {
      const passed = between(calendar, from, Date.parse(stands));
      if (until === undefined || passed >= left) break;
      left -= passed;
      from = Date.parse(until);
    }
    return new Date(calendar ? businessDeadline(calendar, from, left) : from + left).toISOString();
  };
  return { warnAt: after(warnAfter), dueAt: after(1), escalateAt: after(2) };
}

const between = (calendar: Calendar | undefined, from: number, to: number): number =>
  Math.max(0, calendar ? businessTimeBetween(calendar, from, to) : to - from);

/** What passed between two moments less what we waited for the customer, in the unit of the standard, to two digits. */
export function tookOf(
  standard: Standard,
  rules: Rules,
  { since, until, waits = [] }: { readonly since: string; readonly until: string; readonly waits?: Wait[] },
): number {
  const { unit } = standard.form;
  const calendar = calendarOf(standard, rules, since);
  const open = (from: string, to: string): number => between(calendar, Date.parse(from), Date.parse(to));
  const waited = waits.reduce((sum, wait) => sum + open(wait.from, wait.until ?? until), 0);
  const passed = open(since, until) - waited;
  return Math.round((passed / (isTime(unit) ? MS[unit] : 1)) * 100) / 100;
}

/** By the calendar as it is in force then; who writes a standard may only name one that there is. */
function calendarOf({ form, code }: Standard, { calendars }: Rules, at: string): Calendar | undefined {
  if (form.unit !== 'businessHours') return undefined;
  const versions = calendars.filter(calendar => calendar.code === form.calendar);
  const found = inForce(versions, at)[0] ?? versions[0];
  if (found === undefined) throw new Error(`the standard ${code} counts by a calendar that is not there`);
  return found.form;
}
