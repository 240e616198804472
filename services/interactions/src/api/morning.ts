import { IANAZone, DateTime } from 'luxon';
import { malformed } from '@rapport/service-kit';
import type { Morning } from '../projections/brief.query.ts';

const DAYS = 7;

/** A day of a zone, and back to the working day before it: on a Monday the weekend is looked back on too. */
export function morningOf(day: string | undefined, zone: string, now: Date): Morning {
  if (!IANAZone.isValidZone(zone)) {
    throw malformed('query string', [{ pointer: '/zone', message: 'is no time zone that is known here' }]);
  }
  const start = (day === undefined ? DateTime.fromJSDate(now, { zone }) : DateTime.fromISO(day, { zone })).startOf(
    'day',
  );
  if (!start.isValid || start.year < 1970 || start.year > 9000) {
    throw malformed('query string', [{ pointer: '/day', message: 'is not a day of our calendar' }]);
  }
  const back = start.weekday === 1 ? 3 : start.weekday === DAYS ? 2 : 1;
  return { start: instant(start), end: instant(start.plus({ days: 1 })), before: instant(start.minus({ days: back })) };
}

const instant = (at: DateTime): string => new Date(at.toMillis()).toISOString();
