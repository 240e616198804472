import { DateTime, IANAZone } from 'luxon';

export const isZone = (zone: string): boolean => IANAZone.isValidZone(zone);

/**
 * Reads a date or a date with a time in the format given by Luxon's tokens (`M/d/yyyy`, `yyyyMMdd HH:mm`) or `iso`, as
 * told by the clocks of the zone. Throws RangeError, with a reason for people, where the text is none.
 */
function read(text: string, format: string, zone: string): DateTime<true> {
  const moment =
    format === 'iso'
      ? DateTime.fromISO(text, { zone })
      : DateTime.fromFormat(text, format, { zone, locale: 'en-US', numberingSystem: 'latn' });
  if (!moment.isValid) throw new RangeError(`'${text}' is not a date in the format ${format}`);
  return moment;
}

/** The calendar day, `2016-01-26`. */
export const dayOf = (text: string, format: string): string => read(text, format, 'UTC').toISODate();

/**
 * The instant in UTC. A date without a time is taken at `at` (`12:00`) by the clocks of the zone: at noon, no daylight
 * saving and no zone of the same continent moves it to another day.
 */
export function instantOf(text: string, format: string, zone: string, at?: string): string {
  const moment = read(text, format, zone);
  if (at === undefined) return moment.toUTC().toISO();
  const [hour = '0', minute = '0'] = at.split(':');
  return moment
    .set({ hour: Number(hour), minute: Number(minute) })
    .toUTC()
    .toISO();
}
