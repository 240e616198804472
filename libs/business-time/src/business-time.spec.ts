import { describe, expect, it } from '@jest/globals';
import {
  addBusinessTime,
  businessDeadline,
  businessDaysBetween,
  businessTimeBetween,
  subtractBusinessTime,
} from './business-time.ts';
import { HOUR, office, roundTheClock, week } from './calendar.fixture.ts';
import type { Calendar } from './calendar.ts';

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

  it.each([
    ['an hour before a Monday', '2026-03-09T09:30:00Z', 1, '2026-03-06T16:30:00.000Z'],
    ['a working day before a Monday', '2026-03-09T10:00:00Z', 8, '2026-03-06T10:00:00.000Z'],
    ['two hours before closing time is past', '2026-03-04T20:00:00Z', 2, '2026-03-04T15:00:00.000Z'],
    ['no time before', '2026-03-07T12:00:00Z', 0, '2026-03-07T12:00:00.000Z'],
  ])('goes back: %s', (_when, to, hours, expected) => {
    expect(new Date(subtractBusinessTime(office, Date.parse(to), hours * HOUR)).toISOString()).toBe(expected);
  });

  it('goes back over holidays and a week as it went forward, and not where it is never open', () => {
    const closed = { ...office, holidays: ['2026-03-06'] };
    const start = Date.parse('2026-03-03T11:20:00Z');
    const end = addBusinessTime(closed, start, 37 * HOUR);
    expect(subtractBusinessTime(closed, end, 37 * HOUR)).toBe(start);
    expect(() => subtractBusinessTime(week([], []), start, HOUR)).toThrow(RangeError);
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
    const from = Date.parse('2026-03-06T16:30:00Z');
    expect(businessDeadline(week([], []), from, 1)).toBe(Date.parse('2036-03-03T16:30:00Z'));
  });
});
