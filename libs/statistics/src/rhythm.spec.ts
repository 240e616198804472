import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latestOfDays, medianGap } from './rhythm.ts';

const on = (...days: readonly number[]): string[] => days.map(day => new Date(Date.UTC(2026, 0, day, 9)).toISOString());

describe('the days on which something was heard', () => {
  it('are the newest, each by its last instant', () => {
    const twice = '2026-01-03T17:00:00.000Z';
    expect(latestOfDays([...on(1, 2, 3), twice], 2)).toEqual([...on(2), twice]);
  });

  it('are the same in whatever order and however often they are united', () => {
    const instants = fc.array(fc.integer({ min: 1, max: 200 }).map(hour => new Date(hour * 9e6).toISOString()));
    fc.assert(
      fc.property(instants, instants, fc.integer({ min: 1, max: 9 }), (one, other, most) => {
        const all = latestOfDays([...one, ...other], most);
        const [few, rest] = [latestOfDays(one, most), latestOfDays(other, most)];
        expect(latestOfDays([...rest, ...few, ...rest], most)).toEqual(all);
      }),
    );
  });
});

describe('the own interval', () => {
  it.each<[number[], number, number | null]>([
    [[1, 8, 15, 22], 3, 7],
    [[1, 3, 10], 2, 4.5],
    [[1, 1, 2, 30, 31], 3, 1],
    [[1, 8], 2, null],
    [[], 0, null],
  ])('between the days %j, of at least %i gaps, is %d days', (days, needed, median) => {
    expect(medianGap(on(...days), needed)).toBe(median);
  });
});
