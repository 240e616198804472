import { expect, it } from '@jest/globals';
import { isDate, isMoment, spokenValues } from './spoken-values.ts';

const variables = [
  { name: 'by', kind: 'moment' },
  { name: 'on', kind: 'day' },
  { name: 'who', kind: 'text' },
] as const;
const values = { by: '2026-03-03T22:30:00.000Z', on: '2026-04-01', who: 'Ada' };

it('moments are told in words of the language, by the clock of who reads them', () => {
  const english = spokenValues(values, variables, { language: 'en', timeZone: 'Europe/Berlin' });
  expect(english).toEqual({ by: '3 March 2026 at 23:30', on: '1 April 2026', who: 'Ada' });
  const chinese = spokenValues(values, variables, { language: 'zh', timeZone: 'Asia/Shanghai' });
  expect(chinese).toEqual({ by: '2026年3月4日 06:30', on: '2026年4月1日', who: 'Ada' });
});

it('what is no time of our calendar is none', () => {
  expect(['2026-03-03T22:30:00Z', '2026-03-03T22:30+01:00'].every(isMoment)).toBe(true);
  expect(['2026-03-03', 'tomorrow', '2026-13-03T22:30:00Z'].some(isMoment)).toBe(false);
  expect(isDate('2028-02-29')).toBe(true);
  expect(['2026-02-29', '2026-2-1', '2026-02-01T00:00:00Z'].some(isDate)).toBe(false);
});
