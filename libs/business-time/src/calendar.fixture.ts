import type { Calendar } from './calendar.ts';

export const HOUR = 3_600_000;

/** The same hours on each day from Monday to Friday, others at the weekend; in UTC unless it says otherwise. */
export function week(workday: string[][], weekend: string[][], more: Partial<Calendar> = {}): Calendar {
  return { zone: 'UTC', week: [workday, workday, workday, workday, workday, weekend, weekend], holidays: [], ...more };
}

export const office: Calendar = week([['09:00', '17:00']], []);
export const roundTheClock: Calendar = week([['00:00', '24:00']], [['00:00', '24:00']]);
