import { expectedPurchases, probabilityAlive, type BgNbd, type Buying } from './bg-nbd.ts';
import { WEEKS_OF_MONTH } from './customer-value.ts';
import { betaDraw, gammaDraw, uniformOf } from './draws.ts';
import type { GammaGamma } from './gamma-gamma.ts';

interface Expected {
  /** Expected on a day with a purchase. */
  readonly spend: number;
  readonly months: number;
  /** A year: 0.1 is 10 %. */
  readonly discountRate: number;
}

export interface Spread {
  readonly mean: number;
  /** One in ten such customers brings less, and one in ten more than `high`. */
  readonly low: number;
  readonly high: number;
}

/**
 * How far what a customer will bring may lie from what is expected of it: futures drawn from the model of buying (BG/NBD) and spending
 * (Gamma–Gamma), given how it has bought: whether it still buys, how often, when it stops, what it spends. In the money of `spend`;
 * the same for the same seed. Null where nothing is spent.
 */
export function valueSpread(
  models: { readonly buying: BgNbd; readonly spending: Pick<GammaGamma, 'p' | 'q'> },
  bought: Buying,
  expected: Expected,
  seed: string,
  draws = drawsFor(expectedPurchases(models.buying, bought, expected.months * WEEKS_OF_MONTH)),
): Spread | null {
  if (expected.spend <= 0) return null;
  const uniform = uniformOf(seed);
  const alive = probabilityAlive(models.buying, bought);
  const values = Array.from({ length: draws }, () =>
    uniform() < alive ? future(models, bought, expected, uniform) : 0,
  ).sort((a, b) => a - b);
  const at = (share: number): number => values[Math.floor(share * (draws - 1))] ?? 0;
  return { mean: values.reduce((sum, value) => sum + value, 0) / draws, low: at(0.1), high: at(0.9) };
}

// Whoever asks waits for it, and so does everybody else: two thousand futures of a daily buyer took seconds.
export const drawsFor = (purchases: number): number =>
  Math.round(Math.min(2000, Math.max(200, 200_000 / Math.max(1, purchases))));

/** What one who still buys brings until it stops or the horizon ends. */
function future(
  { buying: { r, alpha, a, b }, spending: { p, q } }: Parameters<typeof valueSpread>[0],
  { repeats: x, age }: Buying,
  { spend, months, discountRate }: Expected,
  uniform: () => number,
): number {
  const rate = gammaDraw(r + x, uniform) / (alpha + age);
  const stops = betaDraw(a, b + x, uniform);
  const shape = p * x + q;
  const scale = (spend * (shape - 1)) / p / gammaDraw(shape, uniform);
  let value = 0;
  for (let week = gap(rate, uniform); week <= months * WEEKS_OF_MONTH; week += gap(rate, uniform)) {
    const month = Math.ceil(week / WEEKS_OF_MONTH);
    value += (scale * gammaDraw(p, uniform)) / (1 + discountRate) ** (month / 12);
    if (uniform() < stops) break;
  }
  return value;
}

const gap = (rate: number, uniform: () => number): number => -Math.log(1 - uniform()) / rate;
