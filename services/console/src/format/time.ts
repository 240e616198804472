const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function dateOf(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(iso));
}

export function clockTime(iso: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(iso),
  );
}

export function dateTime(iso: string, locale: string): string {
  return `${dateOf(iso, locale)}, ${clockTime(iso, locale)}`;
}

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** Short enough for a column: the time today, day and month this year, else the date. */
export function moment(iso: string, locale: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (sameDay(at, now)) return clockTime(iso, locale);
  if (at.getFullYear() !== now.getFullYear()) return dateOf(iso, locale);
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(at);
}

/** `2026-03` → `Mar 2026` */
export function monthOf(month: string, locale: string, withYear = true): string {
  const [year = 1970, index = 1] = month.split('-').map(Number);
  return new Intl.DateTimeFormat(locale, { month: 'short', ...(withYear ? { year: 'numeric' } : {}) }).format(
    new Date(year, index - 1, 15),
  );
}

export interface Span {
  /** In words of the two largest units: days and hours, or hours and minutes. */
  days: number;
  hours: number;
  minutes: number;
}

export function spanOf(milliseconds: number): Span {
  const whole = Math.abs(milliseconds);
  return {
    days: Math.floor(whole / DAY),
    hours: Math.floor((whole % DAY) / HOUR),
    minutes: Math.floor((whole % HOUR) / MINUTE),
  };
}

export function span(milliseconds: number, locale: string): string {
  const { days, hours, minutes } = spanOf(milliseconds);
  const unit = (value: number, name: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  if (days >= 3) return unit(days, 'day');
  if (days > 0) return hours > 0 ? `${unit(days, 'day')} ${unit(hours, 'hour')}` : unit(days, 'day');
  if (hours > 0) return minutes > 0 ? `${unit(hours, 'hour')} ${unit(minutes, 'minute')}` : unit(hours, 'hour');
  return unit(minutes, 'minute');
}

/** `3 hours ago`, in the largest unit that fits. */
export function ago(iso: string, locale: string, now: number = Date.now()): string {
  const passed = now - Date.parse(iso);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (passed < MINUTE) return format.format(0, 'second');
  if (passed < HOUR) return format.format(-Math.floor(passed / MINUTE), 'minute');
  if (passed < DAY) return format.format(-Math.floor(passed / HOUR), 'hour');
  if (passed < 60 * DAY) return format.format(-Math.floor(passed / DAY), 'day');
  if (passed < 730 * DAY) return format.format(-Math.floor(passed / (30.44 * DAY)), 'month');
  return format.format(-Math.floor(passed / (365.25 * DAY)), 'year');
}

/** January to December. */
export const monthNames = (locale: string): string[] =>
  Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat(locale, { month: 'long' }).format(new Date(2026, month, 15)),
  );
