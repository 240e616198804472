import { describe, expect, it } from '@jest/globals';
import { hypergeometric } from './hypergeometric.ts';
import { logGamma } from './log-gamma.ts';

describe('the hypergeometric function', () => {
  it.each([0, 0.1, 0.5, 0.9, 0.99])(
    'is at %d what its elementary cases are (Abramowitz and Stegun 15.1.3, 15.1.8)',
    z => {
      expect(hypergeometric(1, 1, 2, z)).toBeCloseTo(z === 0 ? 1 : -Math.log(1 - z) / z, 10);
      expect(hypergeometric(1.5, 0.7, 0.7, z) * (1 - z) ** 1.5).toBeCloseTo(1, 9);
    },
  );

  it('is a polynomial where one of the first two is a negative integer', () => {
    expect(hypergeometric(-2, 3, 4, 0.5)).toBeCloseTo(1 - 0.75 + (2 * 12 * 0.25) / (20 * 2), 12);
  });
});

describe('the logarithm of the gamma function', () => {
  it.each([
    [1, 0],
    [0.5, Math.log(Math.PI) / 2],
    [6, Math.log(120)],
    [101, 363.73937555556347],
  ])('at %d', (x, value) => {
    expect(logGamma(x)).toBeCloseTo(value, 10);
  });
});
