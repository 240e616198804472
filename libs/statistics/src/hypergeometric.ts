const MOST_TERMS = 100_000;
const NEGLIGIBLE = 1e-15;

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for 0 ≤ z < 1 by its series (Abramowitz and Stegun 15.1.1); c may not be zero or a
 * negative integer. NaN where the series has not settled after 100,000 terms: only for z very near 1.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let [term, sum] = [1, 1];
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (Math.abs(term) <= NEGLIGIBLE * Math.abs(sum) && n > -c) return sum;
  }
  return Number.NaN;
}
