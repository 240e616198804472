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

interface Choice {
  readonly calendar: CalendarVersion;
  readonly calendars: readonly CalendarVersion[];
}

/** The calendar that the clocks of a complaint were started by, whatever was published since; of one that does not say, the first. */
export function begunUnder({ calendar, calendars }: Choice, begun: CalendarRef | undefined): Calendar {
  const { code, version } = begun ?? { code: calendar.code, version: 0 };
  return (calendars.find(each => each.code === code && each.version === version) ?? calendar).form;
}
