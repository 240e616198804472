import { describe, expect, it } from '@jest/globals';
import { office, roundTheClock, week } from './calendar.fixture.ts';
import { flawsOf, type Calendar } from './calendar.ts';

const wrong = (calendar: Calendar): string[] =>
  flawsOf(calendar).map(({ pointer, message }) => `${pointer} ${message}`);

describe('a calendar', () => {
  it('can be kept with hours, split days and holidays', () => {
    const split = [
      ['09:00', '12:00'],
      ['12:00', '17:30'],
    ];
    expect(flawsOf(week(split, [], { zone: 'Asia/Shanghai', holidays: ['2028-02-29'] }))).toEqual([]);
    expect(flawsOf(roundTheClock)).toEqual([]);
  });

  it.each([
    ['in no zone', { zone: 'Europe/Nowhere' }, '/zone is no time zone that is known here'],
    ['of six days', { week: office.week.slice(1) }, '/week must have seven days, Monday first'],
    ['never open', { week: [[], [], [], [], [], [], []] }, '/week is never open'],
    ['with a holiday that is no day', { holidays: ['2027-02-29'] }, '/holidays/0 is no day of our calendar'],
  ])('%s is refused', (_what, more, reason) => {
    expect(wrong({ ...office, ...more })).toContain(reason);
  });

  it.each([
    [['9', '17:00'], '/week/0/0 must be two times HH:MM'],
    [['17:00', '09:00'], '/week/0/0 ends before it begins'],
    [['09:00', '24:30'], '/week/0/0 must be two times HH:MM'],
  ])('open from %j is refused', (opening, reason) => {
    expect(wrong(week([opening], []))).toContain(reason);
  });

  it('with hours that overlap is refused', () => {
    const overlapping = [
      ['09:00', '13:00'],
      ['12:00', '17:00'],
    ];
    expect(wrong(week(overlapping, []))[0]).toBe('/week/0/1 begins before the one before it has ended');
  });
});
