import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOf, instantOf, isZone } from './dates.ts';

const days = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10));

describe('days', () => {
  it('are read as they were written, in every format', () => {
    fc.assert(
      fc.property(days, day => {
        const [year = '', month = '', date = ''] = day.split('-');
        expect(dayOf(`${Number(month)}/${Number(date)}/${year}`, 'M/d/yyyy')).toBe(day);
        expect(dayOf(`${year}${month}${date}`, 'yyyyMMdd')).toBe(day);
        expect(dayOf(day, 'iso')).toBe(day);
      }),
    );
  });

  it.each([
    ['2/30/2016', 'M/d/yyyy'],
    ['13/1/2016', 'M/d/yyyy'],
    ['2016-01-26', 'M/d/yyyy'],
    ['1/26/16', 'M/d/yyyy'],
    ['19970229', 'yyyyMMdd'],
    ['1997011', 'yyyyMMdd'],
    ['yesterday', 'iso'],
    ['', 'M/d/yyyy'],
  ])('%s in the format %s is refused', (text, format) => {
    expect(() => dayOf(text, format)).toThrow(`'${text}' is not a date in the format ${format}`);
  });
});

describe('instants', () => {
  it('of a day at noon stay on that day, in UTC too, summer and winter', () => {
    fc.assert(
      fc.property(days, day => {
        expect(instantOf(day, 'yyyy-MM-dd', 'America/New_York', '12:00').slice(0, 10)).toBe(day);
        expect(instantOf(day, 'yyyy-MM-dd', 'Asia/Shanghai', '12:00').slice(0, 10)).toBe(day);
      }),
    );
  });

  it('follow daylight saving', () => {
    expect(instantOf('7/29/2013', 'M/d/yyyy', 'America/New_York', '12:00')).toBe('2013-07-29T16:00:00.000Z');
    expect(instantOf('1/26/2016', 'M/d/yyyy', 'America/New_York', '12:00')).toBe('2016-01-26T17:00:00.000Z');
  });

  it('keep a time and an offset that the text names', () => {
    expect(instantOf('2016-01-26 08:30', 'yyyy-MM-dd HH:mm', 'Asia/Shanghai')).toBe('2016-01-26T00:30:00.000Z');
    expect(instantOf('2016-01-26T08:30:00+02:00', 'iso', 'Asia/Shanghai')).toBe('2016-01-26T06:30:00.000Z');
  });
});

it('a zone is one of the IANA names', () => {
  expect(isZone('America/New_York')).toBe(true);
  expect(isZone('New York')).toBe(false);
});
