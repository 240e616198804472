/** One thing that is measured: it answers how many units it did, and in how many milliseconds. */
export interface Contestant {
  readonly name: string;
  readonly run: () => Promise<{ readonly units: number; readonly ms: number }>;
}

export interface Rate {
  readonly name: string;
  /** Units a second, one figure a round. */
  readonly rounds: readonly number[];
}

export const median = (values: readonly number[]): number => {
  const ordered = [...values].sort((a, b) => a - b);
  const middle = ordered.length >> 1;
  return ordered.length % 2 === 1
    ? (ordered[middle] ?? NaN)
    : ((ordered[middle - 1] ?? NaN) + (ordered[middle] ?? NaN)) / 2;
};

/** Runs the contestants in turn, round after round, so that a machine whose speed drifts drifts for all of them. */
export async function compare(
  contestants: readonly Contestant[],
  rounds: number,
  say: (line: string) => void,
): Promise<Rate[]> {
  const figures = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const { name, run } of contestants) {
      const { units, ms } = await run();
      const rate = (units / ms) * 1000;
      figures.get(name)?.push(rate);
      say(`  round ${round}: ${name}: ${whole(rate)} a second`);
    }
  }
  return [...figures].map(([name, all]) => ({ name, rounds: all }));
}

/** The median over the rounds of ours divided by the other, paired round by round; with the least and the most. */
export function ratio(
  ours: Rate,
  other: Rate,
): { readonly median: number; readonly min: number; readonly max: number } {
  const pairs = ours.rounds.map((rate, i) => rate / (other.rounds[i] ?? NaN));
  return { median: median(pairs), min: Math.min(...pairs), max: Math.max(...pairs) };
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
