import { hypergeometric } from './hypergeometric.ts';
import { logGamma } from './log-gamma.ts';

/** How a customer has bought, all times in one unit (weeks in what is published). */
export interface Buying {
  /** Repeat purchases: the days with a purchase but the first. */
  readonly repeats: number;
  /** From the first to the last of them; 0 without repeats. */
  readonly recency: number;
  /** From the first to the moment of looking. */
  readonly age: number;
}

/**
 * BG/NBD (Fader, Hardie and Lee 2005, Marketing Science 24): customers buy at rates that follow a gamma distribution (r, alpha, in
 * the unit of time), and after each purchase stop for good with a probability that follows a beta distribution (a, b).
 */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** ln L of one customer (their equation 6), as a sum of logarithms so that nothing overflows. */
export function bgNbdLogLikelihood({ r, alpha, a, b }: BgNbd, { repeats: x, recency, age }: Buying): number {
  const rate = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
  const stayed = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x);
  const alive = -(r + x) * Math.log(alpha + age);
  if (x === 0) return rate + stayed + alive;
  const gone = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + recency);
  const most = Math.max(alive, gone);
  return rate + stayed + most + Math.log(Math.exp(alive - most) + Math.exp(gone - most));
}

/** The probability that a customer still buys (Fader and Hardie 2008): 1 without repeats, since only a purchase can end it. */
export function probabilityAlive(model: BgNbd, buying: Buying): number {
  return 1 / (1 + oddsGone(model, buying));
}

/** The purchases (days with one) expected of a customer within `time` from now on (their equation 10), in the model's unit of time. */
export function expectedPurchases(model: BgNbd, buying: Buying, time: number): number {
  const { r, alpha, b } = model;
  const { repeats: x, age } = buying;
  const a = awayFromOne(model.a);
  const z = time / (alpha + age + time);
  // Euler's transformation (Abramowitz and Stegun 15.3.3): as it stands in the paper the series is slow and overflows with many purchases.
  const dropped = (1 - z) ** (a - 1) * hypergeometric(a + b - 1 - r, a - 1, a + b + x - 1, z);
  return (((a + b + x - 1) / (a - 1)) * (1 - dropped)) / (1 + oddsGone(model, buying));
}

function oddsGone({ r, alpha, a, b }: BgNbd, { repeats: x, recency, age }: Buying): number {
  return x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x);
}

/** The formula divides by a − 1 what vanishes with it. */
const awayFromOne = (a: number): number => (Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a);
