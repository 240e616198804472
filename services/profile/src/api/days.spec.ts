import { expect, it } from '@jest/globals';
import { checkDays, isOfOurTime } from './days.ts';

it('takes the days that a calendar has, and names the first that it has not', () => {
  checkDays({ dueOn: '2028-02-29', closeOn: '2999-12-31', title: 'no day', other: undefined });
  for (const day of ['2026-02-29', '2026-04-31', '1899-12-31', '9999-12-31']) {
    expect(() => checkDays({ dueOn: '2026-01-01', closeOn: day })).toThrow(
      expect.objectContaining({
        errors: [{ pointer: '/closeOn', message: 'is not a day of our calendar from 1900 to 2999' }],
      }),
    );
  }
});

it('is of our time only what is a time at all', () => {
  expect([new Date('2026-01-01'), new Date(NaN), new Date('9999-12-31T23:59:59-14:00')].map(isOfOurTime)).toEqual([
    true,
    false,
    false,
  ]);
});
