import { isInCalendar, malformed } from '@rapport/service-kit';

const LAST_YEAR = 9998;

/** From when a new version holds: now where it is not said. Never in the past, which was worked out by what held then. */
export function validityOf(text: string | undefined, now = new Date()): Date {
  if (text === undefined) return now;
  const wrong = (message: string): Error => malformed('body', [{ pointer: '/validFrom', message }]);
  if (!isInCalendar(text)) throw wrong('is not a time of our calendar');
  const at = new Date(text);
  if (at < now) throw wrong('lies in the past');
  if (at.getUTCFullYear() > LAST_YEAR) throw wrong('lies too far ahead');
  return at;
}
