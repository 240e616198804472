import { meanInterval, wilsonInterval, type Estimate } from './intervals.ts';

/** A probability that was given, and what came of it. */
export interface Foretold {
  readonly p: number;
  readonly y: boolean;
}

const Z_95 = 1.959963984540054;

/**
 * Discrimination: how often a case that came true had the higher probability than one that did not, ties half (the area under the
 * ROC curve), with the 95 % interval of Hanley and McNeil (1982). Null where one of the two sorts is missing.
 */
export function discrimination(cases: readonly Foretold[]): Estimate | null {
  const yes = cases.filter(({ y }) => y).length;
  const no = cases.length - yes;
  if (yes === 0 || no === 0) return null;
  const ranks = ranksOf(cases.map(({ p }) => p));
  const sum = cases.reduce((total, { y }, i) => total + (y ? (ranks[i] ?? 0) : 0), 0);
  const value = (sum - (yes * (yes + 1)) / 2) / (yes * no);
  const one = value / (2 - value) - value ** 2;
  const two = (2 * value ** 2) / (1 + value) - value ** 2;
  const half = Z_95 * Math.sqrt(Math.max(0, (value * (1 - value) + (yes - 1) * one + (no - 1) * two) / (yes * no)));
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half) };
}

/** From 1, equal values the mean of their places. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks: number[] = [];
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (let i = start; i < end; i++) ranks[order[i] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

/** The mean squared error of the probabilities (Brier 1950), 0 to 1, with its 95 % interval; null below two cases. */
export function brierScore(cases: readonly Foretold[]): Estimate | null {
  return meanOf(cases.map(({ p, y }) => (p - Number(y)) ** 2));
}

/** The mean of these with its 95 % interval (t); null below two. */
export function meanOf(values: readonly number[]): Estimate | null {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return meanInterval(mean, Math.sqrt(squares / (n - 1)), n);
}

export interface Decile {
  readonly n: number;
  /** Mean of the probabilities given. */
  readonly foretold: number;
  /** Share that came true, with Wilson's 95 % interval. */
  readonly came: Estimate;
}

/** Calibration: tenths of the cases by probability, the lowest first; what was foretold beside what came. */
export function calibration(cases: readonly Foretold[]): Decile[] {
  const sorted = [...cases].sort((a, b) => a.p - b.p);
  return Array.from({ length: 10 }, (_, i) => {
    const part = sorted.slice(Math.round((i * cases.length) / 10), Math.round(((i + 1) * cases.length) / 10));
    const came = wilsonInterval(part.filter(({ y }) => y).length, part.length);
    return came && { n: part.length, foretold: part.reduce((sum, { p }) => sum + p, 0) / part.length, came };
  }).filter(part => part !== null);
}
