import { describe, expect, it } from '@jest/globals';
import { spanOf, tableOf } from './output.ts';

describe('a table', () => {
  it('has columns as wide as their widest cell, numbers to the right', () => {
    const rows = [
      ['kafka', 4192, null],
      ['postgres', 51, new Date(0)],
    ];
    expect(tableOf(['name', 'port', 'at'], rows)).toEqual([
      'name      port  at',
      'kafka     4192',
      'postgres    51  1970-01-01T00:00:00.000Z',
    ]);
  });

  it('is its head alone where there are no rows', () => {
    expect(tableOf(['a', 'b'], [])).toEqual(['a  b']);
  });

  it('shows objects as JSON', () => {
    expect(tableOf(['v'], [[{ a: 1 }]])).toEqual(['v', '{"a":1}']);
  });
});

describe('a span', () => {
  it.each([
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [7200, '2 h'],
    [200_000, '2 d'],
  ])('of %d seconds is %s', (seconds, text) => expect(spanOf(seconds)).toBe(text));
});
