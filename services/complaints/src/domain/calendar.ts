import type { Calendar } from '@rapport/business-time';

/** A version of a business calendar. Version 0 is the one from before the catalogue was told. */
export interface CalendarVersion {
  readonly code: string;
  readonly version: number;
  readonly validFrom: string;
  readonly form: Calendar;
}

export type CalendarRef = Pick<CalendarVersion, 'code' | 'version'>;

/** Of a calendar the version in force then: of those whose time has come, the highest; before them all the first. */
export function calendarAt(all: readonly CalendarVersion[], wanted: string, at: string): CalendarVersion | undefined {
  const versions = all.filter(({ code }) => code === wanted).sort((a, b) => a.version - b.version);
  return versions.findLast(({ validFrom }) => validFrom <= at) ?? versions[0];
}

/** A version of the house's rules names a calendar from a time on. */
export interface NamedCalendar {
  readonly validFrom: string;
  readonly code: string;
}

interface Choice {
  readonly calendar: CalendarVersion;
  readonly calendars: readonly CalendarVersion[];
  readonly named: readonly NamedCalendar[];
}

interface Begun {
  readonly openedAt: string;
  readonly calendar?: CalendarRef | undefined;
}

/**
 * The calendar that the clocks of a complaint were started by, whatever was published since. One that does not say began before the
 * catalogue was told: by the first version of the calendar that the rules named then.
 */
export function begunUnder({ calendar, calendars, named }: Choice, { openedAt, calendar: begun }: Begun): Calendar {
  const then = named.findLast(({ validFrom }) => validFrom <= openedAt) ?? named[0] ?? calendar;
  const { code, version } = begun ?? { code: then.code, version: 0 };
  return (calendars.find(each => each.code === code && each.version === version) ?? calendar).form;
}
