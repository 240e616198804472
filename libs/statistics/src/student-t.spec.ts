import { describe, expect, it } from '@jest/globals';
import { tQuantile } from './student-t.ts';

describe("Student's t, as tabulated (NIST/SEMATECH e-Handbook, 1.3.6.7.2)", () => {
  it.each([
    [1, 12.706],
    [2, 4.303],
    [9, 2.262],
    [30, 2.042],
    [100, 1.984],
  ])('with %d degrees of freedom stays below %d with 97.5 %%', (df, t) => {
    expect(tQuantile(0.975, df)).toBeCloseTo(t, 3);
  });

  it('nears the normal distribution', () => {
    expect(tQuantile(0.975, 1e6)).toBeCloseTo(1.959966, 5);
  });

  it('is symmetric', () => {
    expect(tQuantile(0.025, 9)).toBe(-tQuantile(0.975, 9));
  });
});
