import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addBusinessTime, businessDaysBetween, businessTimeBetween, type Calendar } from './business-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const office: Calendar = week([['09:00', '17:00']], []);
const roundTheClock: Calendar = week([['00:00', '24:00']], [['00:00', '24:00']]);

function week(workday: string[][], weekend: string[][], more: Partial<Calendar> = {}): Calendar {
  return { zone: 'UTC', week: [workday, workday, workday, workday, workday, weekend, weekend], holidays: [], ...more };
}

const due = (calendar: Calendar, from: string, hours: number): string =>
  new Date(addBusinessTime(calendar, Date.parse(from), hours * HOUR)).toISOString();

const hoursBetween = (calendar: Calendar, from: string, to: string): number =>
  businessTimeBetween(calendar, Date.parse(from), Date.parse(to)) / HOUR;

describe('business time, Monday to Friday from 9 to 17', () => {
  it.each([
    ['half an hour before the weekend', '2026-03-06T16:30:00Z', 1, '2026-03-09T09:30:00.000Z'],
    ['before opening', '2026-03-04T07:00:00Z', 2, '2026-03-04T11:00:00.000Z'],
    ['in the morning', '2026-03-04T10:00:00Z', 2, '2026-03-04T12:00:00.000Z'],
    ['for 16 hours, which are two days of eight', '2026-03-04T10:00:00Z', 16, '2026-03-06T10:00:00.000Z'],
    ['to the very end of a day', '2026-03-06T16:00:00Z', 1, '2026-03-06T17:00:00.000Z'],
    ['of no time at all', '2026-03-07T12:00:00Z', 0, '2026-03-07T12:00:00.000Z'],
  ])('started %s', (_when, from, hours, expected) => {
    expect(due(office, from, hours)).toBe(expected);
  });

  it('stands still on a holiday', () => {
    expect(due({ ...office, holidays: ['2026-03-09'] }, '2026-03-06T16:30:00Z', 1)).toBe('2026-03-10T09:30:00.000Z');
  });

  it('leaves out the lunch of a split day', () => {
    const split = week(
      [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
      [],
    );
    expect(due(split, '2026-03-04T11:30:00Z', 1)).toBe('2026-03-04T13:30:00.000Z');
    expect(hoursBetween(split, '2026-03-04T08:00:00Z', '2026-03-05T10:00:00Z')).toBe(8);
  });

  it('is told in the zone of the house', () => {
    const berlin = { ...office, zone: 'Europe/Berlin' };
    expect(due(berlin, '2026-01-14T07:00:00Z', 1)).toBe('2026-01-14T09:00:00.000Z');
    expect(due(berlin, '2026-07-15T07:00:00Z', 1)).toBe('2026-07-15T08:00:00.000Z');
  });

  it('has a night of 23 hours when the clock is put forward, and one of 25 when it is put back', () => {
    const berlin = { ...roundTheClock, zone: 'Europe/Berlin' };
    expect(
      hoursBetween(
        { ...berlin, holidays: ['2026-03-28', '2026-03-30'] },
        '2026-03-27T23:00:00Z',
        '2026-03-30T22:00:00Z',
      ),
    ).toBe(23);
    expect(
      hoursBetween(
        { ...berlin, holidays: ['2026-10-24', '2026-10-26'] },
        '2026-10-23T22:00:00Z',
        '2026-10-26T23:00:00Z',
      ),
    ).toBe(25);
  });

  it('can be counted in days', () => {
    const days = (from: string, to: string): number => businessDaysBetween(office, Date.parse(from), Date.parse(to));
    expect(days('2026-03-06T08:00:00Z', '2026-03-20T08:00:00Z')).toBe(10);
    expect(days('2026-03-07T08:00:00Z', '2026-03-08T23:00:00Z')).toBe(0);
    expect(days('2026-03-09T08:00:00Z', '2026-03-06T08:00:00Z')).toBe(0);
  });

  it('is never found in a calendar without openings', () => {
    expect(() => due(week([], []), '2026-03-06T16:30:00Z', 1)).toThrow(RangeError);
  });
});

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
    const at = (openings: string[][]): Calendar => week(openings, openings, { zone: 'Europe/Berlin' });
    const spring = at([['02:30', '04:00']]);
    expect(hoursBetween(spring, '2026-03-29T00:00:00Z', '2026-03-29T06:00:00Z')).toBe(1);
    const autumn = at([['02:30', '04:00']]);
    expect(hoursBetween(autumn, '2026-10-24T23:00:00Z', '2026-10-25T06:00:00Z')).toBe(2.5);
  });
});
