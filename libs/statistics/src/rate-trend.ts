import { Z_95, type Estimate } from './intervals.ts';
import { tQuantile } from './student-t.ts';

/** How often something happened in a period, and among how many. */
export interface RatePeriod {
  readonly events: number;
  readonly exposure: number;
}

const STEEPEST = 40;
const HALVINGS = 60;

/**
 * The factor by which a rate changes from each period to the next, with its 95 % interval: the log-linear model of counts with the
 * logarithm of the exposure as offset (McCullagh and Nelder 1989, chapter 6). Its interval is as wide as the counts scatter (Pearson's
 * dispersion, Student's t), and as chance alone makes it at the least. Periods without exposure say nothing; null where fewer than three
 * are left, or all happened in one of them.
 */
export function rateTrend(periods: readonly RatePeriod[]): Estimate | null {
  const used = periods.map((period, time) => ({ ...period, time })).filter(({ exposure }) => exposure > 0);
  const total = used.reduce((sum, { events }) => sum + events, 0);
  if (used.length < 3 || used.filter(({ events }) => events > 0).length < 2) return null;
  const observed = used.reduce((sum, { events, time }) => sum + events * time, 0) / total;
  let [low, high] = [-STEEPEST, STEEPEST];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (fitted(used, middle).mean < observed) low = middle;
    else high = middle;
  }
  const { shares, variance } = fitted(used, low);
  const freedom = used.length - 2;
  const scatter = used.reduce((sum, { events }, i) => sum + misfit(events, total * (shares[i] ?? 0)), 0) / freedom;
  const spread = Math.max(Z_95, tQuantile(0.975, freedom) * Math.sqrt(scatter));
  const half = spread / Math.sqrt(total * variance);
  return { value: Math.exp(low), low: Math.exp(low - half), high: Math.exp(low + half) };
}

const misfit = (events: number, expected: number): number => (expected > 0 ? (events - expected) ** 2 / expected : 0);

/** How all that happened is shared among periods where the rate changes by `slope`; with mean and variance of its time. */
function fitted(periods: readonly (RatePeriod & { readonly time: number })[], slope: number) {
  const logs = periods.map(({ exposure, time }) => Math.log(exposure) + slope * time);
  // The greatest of them is taken out, so that none overflows.
  const most = Math.max(...logs);
  const weights = logs.map(log => Math.exp(log - most));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const shares = weights.map(weight => weight / sum);
  const moment = (power: number, about: number): number =>
    periods.reduce((all, { time }, i) => all + (shares[i] ?? 0) * (time - about) ** power, 0);
  const mean = moment(1, 0);
  return { shares, mean, variance: moment(2, mean) };
}
