import { DateTime } from 'luxon';
import type { QuietHours } from './delivery-policy.ts';

const QUARTER_MS = 15 * 60_000;
/** Two days of quarters: longer than any rule that leaves a free one. */
const MOST_QUARTERS = 2 * 96;

/**
 * The first instant from `at` on at which the clocks of `timeZone` are not in quiet hours: `at` itself, or a quarter of an hour. It
 * goes by the clock on the wall, so that on the days when clocks change the quiet hours are shorter or longer.
 * Undefined where there is none, which no rule leads to that was accepted.
 */
export function freeFrom(at: string, timeZone: string, rules: readonly QuietHours[]): string | undefined {
  const start = Date.parse(at);
  if (!isQuiet(start, timeZone, rules)) return at;
  const first = Math.ceil((start + 1) / QUARTER_MS);
  for (let i = 0; i < MOST_QUARTERS; i++) {
    const candidate = (first + i) * QUARTER_MS;
    if (!isQuiet(candidate, timeZone, rules)) return new Date(candidate).toISOString();
  }
  return undefined;
}

export function isQuiet(at: number, timeZone: string, rules: readonly QuietHours[]): boolean {
  const time = DateTime.fromMillis(at, { zone: timeZone }).toFormat('HH:mm');
  return rules.some(({ from, to }) => (from < to ? time >= from && time < to : time >= from || time < to));
}

/** The rules that hold for a message. */
export const quietFor = (
  rules: readonly QuietHours[],
  { purpose, channel }: { readonly purpose: string; readonly channel: string },
): QuietHours[] =>
  rules.filter(
    ({ channels, exceptPurposes }) =>
      (channels === undefined || channels.some(each => each === channel)) && !exceptPurposes.includes(purpose),
  );
