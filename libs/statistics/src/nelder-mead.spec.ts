import { describe, expect, it } from '@jest/globals';
import { nelderMead } from './nelder-mead.ts';

describe('the search for a minimum', () => {
  it("finds Rosenbrock's, at the end of a curved valley", () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    const { at, converged } = nelderMead(valley, [-1.2, 1], { tolerance: 1e-14 });
    expect([converged, at]).toEqual([true, [expect.closeTo(1, 5), expect.closeTo(1, 5)]]);
  });

  it('keeps out of where there is no value', () => {
    const { at } = nelderMead(([x = 0]) => x - Math.log(x), [5], { tolerance: 1e-14 });
    expect(at).toEqual([expect.closeTo(1, 5)]);
  });

  it('says so when it was not given enough time', () => {
    expect(nelderMead(([x = 0]) => (x - 40) ** 2, [0], { most: 5 }).converged).toBe(false);
  });
});
