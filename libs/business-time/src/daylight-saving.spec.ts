import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessTime, businessTimeBetween } from './business-time.ts';
import { HOUR, office, week } from './calendar.fixture.ts';
import type { Calendar } from './calendar.ts';

const MINUTE = 60_000;

/** Independent of the module: asks the platform what the wall clock shows, minute after minute. */
function minuteByMinute(calendar: Calendar, from: number, to: number): number {
  const wall = new Intl.DateTimeFormat('en-CA', {
    timeZone: calendar.zone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  let open = 0;
  for (let at = from; at < to; at += MINUTE) {
    const part = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]));
    const day = `${part['year']}-${part['month']}-${part['day']}`;
    const time = `${part['hour']}:${part['minute']}`;
    const openings = calendar.week[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? [];
    const isOpen = openings.some(([opens = '', closes = '']) => opens <= time && time < closes);
    if (isOpen && !calendar.holidays.includes(day)) open += MINUTE;
  }
  return open;
}

// Weeks in which the clock changes: Europe, America with its change at two, and a change of half an hour.
const changes = {
  'Europe/Berlin': ['2026-03-26', '2026-10-22'],
  'America/New_York': ['2026-03-05', '2026-10-29'],
  'Australia/Lord_Howe': ['2026-04-02', '2026-10-01'],
} as const;

const anyOpening = fc.constantFrom(
  [],
  [['09:00', '17:00']],
  [
    ['08:30', '12:00'],
    ['13:15', '18:00'],
  ],
  [['00:00', '24:00']],
  [
    ['00:00', '01:00'],
    ['04:00', '05:30'],
    ['20:00', '24:00'],
  ],
);
const anyCase = fc.record({
  zone: fc.constantFrom(...(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'] as const)),
  change: fc.constantFrom(0 as const, 1 as const),
  week: fc.array(anyOpening, { minLength: 7, maxLength: 7 }),
  holiday: fc.integer({ min: 0, max: 5 }),
  start: fc.integer({ min: 0, max: 2 * 1440 }),
  length: fc.integer({ min: 0, max: 3 * 1440 }),
});

describe('business time in the weeks when the clock changes', () => {
  it('agrees with counting the open minutes one by one', () => {
    fc.assert(
      fc.property(anyCase, ({ zone, change, week: openings, holiday, start, length }) => {
        const first = Date.parse(`${changes[zone][change]}T00:00:00Z`);
        const holidays = [new Date(first + holiday * 24 * HOUR).toISOString().slice(0, 10)];
        const calendar: Calendar = { zone, week: openings, holidays };
        const from = first + start * MINUTE;
        const to = from + length * MINUTE;
        expect(businessTimeBetween(calendar, from, to)).toBe(minuteByMinute(calendar, from, to));
      }),
      { numRuns: 60 },
    );
  });

  it('added is what is found between, and adding in two parts is adding at once', () => {
    const amount = fc.integer({ min: 0, max: 40 * 60 });
    fc.assert(
      fc.property(anyCase, amount, amount, ({ zone, change, start }, one, two) => {
        const calendar = { ...office, zone };
        const from = Date.parse(`${changes[zone][change]}T00:00:00Z`) + start * MINUTE;
        const middle = addBusinessTime(calendar, from, one * MINUTE);
        const end = addBusinessTime(calendar, from, (one + two) * MINUTE);
        expect(addBusinessTime(calendar, middle, two * MINUTE)).toBe(end);
        expect(businessTimeBetween(calendar, from, end)).toBe((one + two) * MINUTE);
      }),
    );
  });

  it('counts an opening that the change leaves out from the jump, and one that comes twice from the first time', () => {
    const hoursBetween = (calendar: Calendar, from: string, to: string): number =>
      businessTimeBetween(calendar, Date.parse(from), Date.parse(to)) / HOUR;
    const at = (openings: string[][]): Calendar => week(openings, openings, { zone: 'Europe/Berlin' });
    const spring = at([['02:30', '04:00']]);
    expect(hoursBetween(spring, '2026-03-29T00:00:00Z', '2026-03-29T06:00:00Z')).toBe(1);
    const autumn = at([['02:30', '04:00']]);
    expect(hoursBetween(autumn, '2026-10-24T23:00:00Z', '2026-10-25T06:00:00Z')).toBe(2.5);
  });
});
