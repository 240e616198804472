import { instant, isInCalendar, malformed } from '@rapport/service-kit';

/** When it occurred: now, where nobody says. */
export const moment = (occurredAt: string | undefined): string =>
  occurredAt === undefined ? new Date().toISOString() : instant(occurredAt, '/occurredAt');

export const dayStart = (day: string, pointer: string): string => instant(`${day}T00:00:00.000Z`, pointer);

/** A time that may lie ahead, in UTC. */
export function planned(text: string, pointer: string, place = 'body'): string {
  const at = isInCalendar(text) ? new Date(text) : undefined;
  if (at !== undefined && at.getUTCFullYear() < 2200) return at.toISOString();
  throw malformed(place, [{ pointer, message: 'is not a time between 1900 and 2200' }]);
}
