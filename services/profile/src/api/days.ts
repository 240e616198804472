import { malformed } from '@rapport/service-kit';

/** Whether an instant lies where business is done and where the database can store it. */
export const isOfOurTime = (at: Date): boolean => at.getUTCFullYear() >= 1900 && at.getUTCFullYear() < 3000;

const isInCalendar = (day: string): boolean => {
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) && isOfOurTime(at);
};

/** Throws the 400 that names the first of these days that no calendar has, such as 30 February. */
export function checkDays(days: Readonly<Record<string, unknown>>): void {
  for (const [name, day] of Object.entries(days)) {
    if (typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day) || isInCalendar(day)) continue;
    throw malformed('body', [{ pointer: `/${name}`, message: 'is not a day of our calendar from 1900 to 2999' }]);
  }
}
