import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { reversedBy } from './reversal.ts';

const refund = (minor: number, refunded: number, paid: number) => ({
  refundId: 'r',
  refundedAt: '2026-03-01T00:00:00.000Z',
  minor,
  refunded,
  paid,
});

describe('what a refund takes back', () => {
  it('is its share of the points, rounded on all that was given back so far', () => {
    expect(reversedBy(29, refund(1000, 1000, 2999))).toBe(10);
    // Each half alone would take back 1.5, rounded to 2: four of three.
    expect([reversedBy(3, refund(150, 150, 300)), reversedBy(3, refund(150, 300, 300))]).toEqual([2, 1]);
    expect(reversedBy(29, refund(1, 1, 2999))).toBe(0);
    expect(reversedBy(0, refund(100, 100, 100))).toBe(0);
    expect(reversedBy(5, refund(0, 0, 0))).toBe(0);
  });

  it('is exact where points times amounts are beyond what a float holds', () => {
    expect(reversedBy(1e12, refund(9e15, 9e15, 9e15))).toBe(1e12);
    expect(reversedBy(999_999_999_999, refund(4_500_000_000_000_001, 4_500_000_000_000_001, 9e15))).toBe(
      500_000_000_000,
    );
  });

  it('adds up to what one refund of the sum would take, and to all points where all was given back', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 1e9 }),
        fc.array(fc.integer({ min: 1, max: 1e9 }), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 1e9 }),
        (points, parts, kept) => {
          const total = parts.reduce((a, b) => a + b, 0);
          let refunded = 0;
          const taken = parts.map(minor => reversedBy(points, refund(minor, (refunded += minor), total + kept)));
          const sum = taken.reduce((a, b) => a + b, 0);
          expect(sum).toBe(reversedBy(points, refund(total, total, total + kept)));
          expect(Math.min(...taken)).toBeGreaterThanOrEqual(0);
          expect(sum).toBeLessThanOrEqual(points);
          if (kept === 0) expect(sum).toBe(points);
        },
      ),
    );
  });
});
