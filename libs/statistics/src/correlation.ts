import type { Estimate } from './intervals.ts';

const Z_95 = 1.959963984540054;

/**
 * Pearson's correlation of pairs with its 95 % interval by Fisher's z (Fisher 1921). Null below four pairs, where the
 * interval has no bounds, and where one side does not vary.
 */
export function correlation(pairs: readonly (readonly [number, number])[]): Estimate | null {
  const n = pairs.length;
  if (n < 4) return null;
  const mean = (side: 0 | 1): number => pairs.reduce((total, pair) => total + pair[side], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
    xy += (x - mx) * (y - my);
  }
  if (xx === 0 || yy === 0) return null;
  const value = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  const half = Z_95 / Math.sqrt(n - 3);
  return { value, low: Math.tanh(Math.atanh(value) - half), high: Math.tanh(Math.atanh(value) + half) };
}
