import { meanInterval, type Estimate } from './intervals.ts';

/** % of 9 and 10 minus % of 0 to 6, from how often each answer 0…10 was given; null without answers. */
export function netPromoterScore(frequencies: readonly number[]): number | null {
  const sum = (part: readonly number[]): number => part.reduce((total, n) => total + n, 0);
  const n = sum(frequencies);
  if (n === 0) return null;
  return (100 * (sum(frequencies.slice(9, 11)) - sum(frequencies.slice(0, 7)))) / n;
}

/**
 * The score with its 95 % interval: each answer counts 100, 0 or −100, and the score is their mean (t, as for every mean).
 * Null below two answers.
 */
export function netPromoterInterval(frequencies: readonly number[]): Estimate | null {
  const score = netPromoterScore(frequencies);
  const n = frequencies.reduce((total, count) => total + count, 0);
  if (score === null || n < 2) return null;
  const squares = frequencies.reduce((total, count, answer) => {
    const counts = answer >= 9 ? 100 : answer <= 6 ? -100 : 0;
    return total + count * (counts - score) ** 2;
  }, 0);
  const interval = meanInterval(score, Math.sqrt(squares / (n - 1)), n);
  return interval && { ...interval, low: Math.max(-100, interval.low), high: Math.min(100, interval.high) };
}
