import { logGamma } from './log-gamma.ts';

/** What a customer's repeat purchases were worth. */
export interface Spending {
  /** Repeat purchases, at least 1. */
  readonly repeats: number;
  /** Their mean, above 0, in the unit of money that the model was fitted in. */
  readonly mean: number;
}

/**
 * Gamma–Gamma (Fader and Hardie 2013, "The gamma-gamma model of monetary value"): what is spent at a purchase varies around each
 * customer's own mean, and the means vary among customers: shape p within, shape q and scale v (in the unit of money) between.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** ln L of one customer (their equation 1a, for the mean of x purchases). */
export function gammaGammaLogLikelihood({ p, q, v }: GammaGamma, { repeats: x, mean }: Spending): number {
  const shape = p * x;
  return (
    logGamma(shape + q) -
    logGamma(shape) -
    logGamma(q) +
    q * Math.log(v) +
    (shape - 1) * Math.log(mean) +
    shape * Math.log(x) -
    (shape + q) * Math.log(x * mean + v)
  );
}

/**
 * What a customer is expected to spend at a purchase (their equation 5): its own mean drawn towards that of all, p·v / (q − 1), the
 * more so the fewer purchases it rests on. Null without repeats where q ≤ 1: such a population has no mean.
 */
export function expectedSpend({ p, q, v }: GammaGamma, spending: Spending | null): number | null {
  const x = spending?.repeats ?? 0;
  const divisor = p * x + q - 1;
  return divisor > 0 ? (p * (v + x * (spending?.mean ?? 0))) / divisor : null;
}
