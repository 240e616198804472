import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gini, lorenzCurve } from './lorenz.ts';

const each = (...held: number[]) => held.map(one => ({ holders: 1, held: one }));
const giniOf = (...held: number[]): number | undefined => gini(lorenzCurve(each(...held)));

describe('the Lorenz curve and the Gini coefficient', () => {
  it('are those of hand-made cases', () => {
    expect(lorenzCurve(each(3, 1))).toEqual([
      { holders: 0, held: 0 },
      { holders: 0.5, held: 0.25 },
      { holders: 1, held: 1 },
    ]);
    expect(giniOf(3, 1)).toBeCloseTo(0.25);
    expect(giniOf(1, 1, 1, 1)).toBeCloseTo(0);
    expect(giniOf(0, 0, 0, 8)).toBeCloseTo(0.75);
    expect(giniOf(1, 2, 3, 4, 5)).toBeCloseTo(4 / 15);
  });

  it('say nothing where nobody holds anything', () => {
    expect([lorenzCurve([]), giniOf(), giniOf(0, 0), giniOf(-2, 1)]).toEqual([[], undefined, undefined, undefined]);
  });

  const holdings = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 40 });

  it('is half the mean difference of any two over the mean', () =>
    fc.assert(
      fc.property(holdings, held => {
        const total = held.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const differences = held.flatMap(a => held.map(b => Math.abs(a - b))).reduce((a, b) => a + b, 0);
        expect(giniOf(...held)).toBeCloseTo(differences / (2 * held.length * total), 9);
      }),
    ));

  it('lies below the diagonal, rises to all, and is the same in any order and money', () =>
    fc.assert(
      fc.property(holdings, fc.integer({ min: 1, max: 9 }), (held, rate) => {
        const curve = lorenzCurve(each(...held));
        for (const point of curve) expect(point.held).toBeLessThanOrEqual(point.holders + 1e-12);
        if (curve.length > 0) expect(curve.at(-1)).toEqual({ holders: 1, held: 1 });
        expect(lorenzCurve(each(...held.map(one => one * rate)))).toEqual(curve);
        expect(lorenzCurve(each(...held.toReversed()))).toEqual(curve);
      }),
    ));
});
