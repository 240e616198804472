import { IANAZone } from 'luxon';

/** When somebody is there: business time passes then, and only then. */
export interface Calendar {
  /** IANA name of the time zone that the hours are told in. */
  readonly zone: string;
  /** Seven days, Monday first; each its openings in order, `[from, to]` as HH:MM of the wall clock, 24:00 ends a day. */
  readonly week: readonly (readonly (readonly string[])[])[];
  /** Days without openings, as ISO dates. */
  readonly holidays: readonly string[];
}

/** What is wrong with a calendar, where: an RFC 6901 pointer into it. */
export interface CalendarFlaw {
  readonly pointer: string;
  readonly message: string;
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Why a calendar can't be kept; nothing where it can. Shapes are taken for granted, values are not. */
export function flawsOf({ zone, week, holidays }: Calendar): CalendarFlaw[] {
  const flaws: CalendarFlaw[] = [];
  if (!IANAZone.isValidZone(zone)) flaws.push({ pointer: '/zone', message: 'is no time zone that is known here' });
  if (week.length !== 7) flaws.push({ pointer: '/week', message: 'must have seven days, Monday first' });
  if (week.every(openings => openings.length === 0)) flaws.push({ pointer: '/week', message: 'is never open' });
  week.forEach((openings, i) => flaws.push(...flawsOfDay(openings, `/week/${i}`)));
  holidays.forEach((day, i) => {
    if (!isDay(day)) flaws.push({ pointer: `/holidays/${i}`, message: 'is no day of our calendar' });
  });
  return flaws;
}

function flawsOfDay(openings: Calendar['week'][number], pointer: string): CalendarFlaw[] {
  let last = '';
  return openings.flatMap(([from = '', to = ''], i) => {
    const at = `${pointer}/${i}`;
    if (!TIME.test(from) || !(TIME.test(to) || to === '24:00'))
      return [{ pointer: at, message: 'must be two times HH:MM' }];
    const before = last;
    last = to;
    if (from >= to) return [{ pointer: at, message: 'ends before it begins' }];
    return from < before ? [{ pointer: at, message: 'begins before the one before it has ended' }] : [];
  });
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return DAY.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
