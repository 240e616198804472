const PREFIX = 4;
const PREFIX_WEIGHT = 0.1;

/** Similarity of two texts, 0 to 1: Jaro (1989) with Winkler's (1990) bonus of 0.1 a letter for up to four equal first ones. */
export function jaroWinkler(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < PREFIX && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro);
}

function jaroOf(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const matched: string[] = [];
  for (const [i, letter] of a.entries()) {
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j += 1) {
      if (b[j] !== letter || taken.has(j)) continue;
      taken.add(j);
      matched.push(letter);
      break;
    }
  }
  const m = matched.length;
  if (m === 0) return 0;
  const inOrder = [...taken].sort((x, y) => x - y).map(j => b[j]);
  const transposed = matched.filter((letter, k) => letter !== inOrder[k]).length / 2;
  return (m / a.length + m / b.length + (m - transposed) / m) / 3;
}

/** Whether one slip of the hand lies between two different texts: a letter wrong, missing, too many, or two swapped. */
export function isOneSlip(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (one === other || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  if (short.slice(start + 1) === long.slice(start + 1)) return true;
  const swapped = short[start] === long[start + 1] && short[start + 1] === long[start];
  return swapped && short.slice(start + 2) === long.slice(start + 2);
}
