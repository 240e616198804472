import { describe, expect, it } from '@jest/globals';
import { periodsWithin } from './calendar-period.ts';
import { office } from './standards.fixture.ts';

const berlin = { ...office, zone: 'Europe/Berlin' };
const span = (from: string, until: string) => ({ from: `${from}:00.000Z`, until: `${until}:00.000Z` });
const told = (...asked: Parameters<typeof periodsWithin>) =>
  periodsWithin(...asked).map(({ day, from, until }) => [day, from.slice(0, 16), until.slice(0, 16)]);

describe('the periods of a calendar', () => {
  it('begin at midnight of its zone: March is an hour short, October an hour long where the clock changes', () => {
    expect(told('month', berlin, span('2026-02-28T23:00', '2026-03-31T22:00'))).toEqual([
      ['2026-03-01', '2026-02-28T23:00', '2026-03-31T22:00'],
    ]);
    expect(told('month', berlin, span('2026-09-30T22:00', '2026-10-31T23:00'))).toEqual([
      ['2026-10-01', '2026-09-30T22:00', '2026-10-31T23:00'],
    ]);
  });

  it('are whole: one that began before, or is not over, is none', () => {
    expect(told('month', berlin, span('2026-02-28T23:01', '2026-04-30T21:59'))).toEqual([]);
    expect(told('month', berlin, span('2026-02-28T23:01', '2026-04-30T22:00'))).toEqual([
      ['2026-04-01', '2026-03-31T22:00', '2026-04-30T22:00'],
    ]);
  });

  it('of a week begin on Monday, through the change of the clock', () => {
    expect(told('week', berlin, span('2026-03-20T00:00', '2026-04-01T00:00'))).toEqual([
      ['2026-03-23', '2026-03-22T23:00', '2026-03-29T22:00'],
    ]);
  });

  it('of a day are those that are open', () => {
    const holidays = ['2026-04-03', '2026-04-06'];
    const days = told('day', { ...berlin, holidays }, span('2026-04-01T22:00', '2026-04-07T22:00'));
    expect(days.map(([day]) => day)).toEqual(['2026-04-02', '2026-04-07']);
  });

  it('count a week of holidays as none', () => {
    const holidays = [21, 22, 23, 24, 25].map(day => `2026-12-${day}`);
    const weeks = told('week', { ...office, holidays }, span('2026-12-14T00:00', '2027-01-04T00:00'));
    expect(weeks.map(([day]) => day)).toEqual(['2026-12-14', '2026-12-28']);
  });

  it('begin with the first moment of a day that has no midnight', () => {
    const everyDay = { ...office, zone: 'Africa/Cairo', week: office.week.map(() => [['09:00', '17:00']]) };
    expect(told('day', everyDay, span('2026-04-22T22:00', '2026-04-24T21:00'))).toEqual([
      ['2026-04-23', '2026-04-22T22:00', '2026-04-23T22:00'],
      ['2026-04-24', '2026-04-23T22:00', '2026-04-24T21:00'],
    ]);
  });
});
