import { describe, expect, it } from '@jest/globals';
import { correlation } from './correlation.ts';

const X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];

describe('the correlation of pairs', () => {
  // Anscombe (1973), The American Statistician 27: all four sets have .816.
  it.each([
    [[8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]],
    [[9.14, 8.14, 8.74, 8.77, 9.26, 8.1, 6.13, 3.1, 9.13, 7.26, 4.74]],
  ])('agrees with the sets of Anscombe', y => {
    const found = correlation(X.map((x, i) => [x, y[i] ?? 0]));
    expect(found?.value).toBeCloseTo(0.816, 3);
    expect(found?.low).toBeLessThan(0.5);
    expect(found?.high).toBeGreaterThan(0.94);
  });

  it('is 1 with bounds of 1 for what moves together entirely', () => {
    expect(correlation(X.map(x => [x, 2 * x + 1]))).toEqual({ value: 1, low: 1, high: 1 });
  });

  it('says nothing of three pairs, or of what does not vary', () => {
    expect(correlation([0, 1, 2].map(x => [x, x]))).toBeNull();
    expect(correlation(X.map(x => [x, 5]))).toBeNull();
  });
});
