import { tQuantile } from './student-t.ts';

/** A figure with its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export const Z_95 = 1.959963984540054;

/** A share with Wilson's 95 % interval (Wilson 1927; method 3 of Newcombe 1998); null where nobody was asked. */
export function wilsonInterval(successes: number, n: number): Estimate | null {
  if (n === 0) return null;
  const share = successes / n;
  const z2 = Z_95 * Z_95;
  const middle = (share + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z_95 / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  // Where all or none succeeded the bound is that very share; the subtraction would miss it by a rounding error.
  return {
    value: share,
    low: successes === 0 ? 0 : middle - half,
    high: successes === n ? 1 : middle + half,
  };
}

/** The 95 % interval of a mean by Student's t; null below two values, where nothing is known of the spread. */
export function meanInterval(mean: number, standardDeviation: number, n: number): Estimate | null {
  if (n < 2) return null;
  const half = (tQuantile(0.975, n - 1) * standardDeviation) / Math.sqrt(n);
  return { value: mean, low: mean - half, high: mean + half };
}
