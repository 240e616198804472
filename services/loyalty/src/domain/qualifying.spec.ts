import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { counted, qualifyingAt, type QualifyingMonth } from './qualifying.ts';

describe('qualifying value', () => {
  it('counts the month it is asked in and those before, as many as the programme says, and none to come', () => {
    const months = [
      { month: '2025-06', points: 1 },
      { month: '2025-07', points: 10 },
      { month: '2026-06', points: 100 },
      { month: '2026-07', points: 1000 },
    ];
    expect(qualifyingAt(months, '2026-06-30T23:59:59.999Z', 12)).toBe(110);
    expect(qualifyingAt(months, '2026-07-01T00:00:00.000Z', 12)).toBe(1100);
    expect(qualifyingAt([], '2026-07-01T00:00:00.000Z', 12)).toBe(0);
  });

  it('keeps two years back from the latest purchase, the same whatever is told first', () => {
    const told = fc.array(
      fc.record({ month: fc.nat(59), points: fc.integer({ min: 1, max: 99 }), back: fc.boolean() }),
      { maxLength: 30 },
    );
    const at = (month: number): string => new Date(Date.UTC(2020, month, 15)).toISOString();
    const fold = (list: readonly { month: number; points: number }[]): readonly QualifyingMonth[] =>
      list.reduce<readonly QualifyingMonth[]>((months, { month, points }) => counted(months, at(month), points), []);
    fc.assert(
      fc.property(told, fc.infiniteStream(fc.nat()), (list, order) => {
        const earned = list.map(({ month, points }) => ({ month, points }));
        const shuffled = earned.map(one => ({ one, place: order.next().value ?? 0 })).sort((a, b) => a.place - b.place);
        const kept = fold(earned);
        expect(fold(shuffled.map(({ one }) => one))).toEqual(kept);
        expect(kept.length).toBeLessThanOrEqual(24);
        const back = list.filter(one => one.back).map(({ month, points }) => ({ month, points: -points }));
        const last = Math.max(0, ...earned.map(({ month }) => month));
        const left = list.filter(one => !one.back && one.month > last - 12);
        expect(qualifyingAt(fold([...earned, ...back]), at(last), 12)).toBe(
          left.reduce((sum, { points }) => sum + points, 0),
        );
      }),
    );
  });
});
