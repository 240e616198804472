import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addedUp, boughtAt, type Months } from './months.ts';

const day = fc
  .date({ min: new Date('2023-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map(date => date.toISOString());
const all = (bought: readonly (readonly [string, number])[]): Months =>
  bought.map(([at, minor]) => boughtAt(at, 'EUR', minor)).reduce(addedUp, {});

describe('the months in which a customer bought', () => {
  it('are the twelve up to the last, whatever came first', () => {
    const bought = [
      ['2026-03-31T23:59:59.999Z', 100],
      ['2025-03-31T23:59:59.999Z', 200],
      ['2025-04-01T00:00:00.000Z', 400],
      ['2026-03-01T00:00:00.000Z', 800],
    ] as const;
    const expected = { '2025-04': { count: 1, spent: { EUR: 400 } }, '2026-03': { count: 2, spent: { EUR: 900 } } };
    expect(all(bought)).toEqual(expected);
    expect(all(bought.toReversed())).toEqual(expected);
  });

  it('add up to all that was bought in the year before any later day', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(day, fc.integer({ min: 0, max: 9_999 })), { minLength: 1 }), day, (bought, now) => {
        fc.pre(bought.every(([at]) => at <= now));
        const since = new Date(Date.UTC(Number(now.slice(0, 4)), Number(now.slice(5, 7)) - 12, 1)).toISOString();
        const inYear = bought.filter(([at]) => at >= since);
        const kept = Object.entries(all(bought)).filter(([month]) => month >= since.slice(0, 7));
        expect(kept.reduce((sum, [, { count }]) => sum + count, 0)).toBe(inYear.length);
        expect(kept.reduce((sum, [, { spent }]) => sum + (spent['EUR'] ?? 0), 0)).toBe(
          inYear.reduce((sum, [, minor]) => sum + minor, 0),
        );
      }),
    );
  });
});
