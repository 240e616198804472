/** % of 9 and 10 minus % of 0 to 6, from how often each answer 0…10 was given; null without answers. */
export function netPromoterScore(frequencies: readonly number[]): number | null {
  const sum = (part: readonly number[]): number => part.reduce((total, n) => total + n, 0);
  const n = sum(frequencies);
  if (n === 0) return null;
  return (100 * (sum(frequencies.slice(9, 11)) - sum(frequencies.slice(0, 7)))) / n;
}
