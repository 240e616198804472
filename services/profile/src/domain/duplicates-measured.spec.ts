import { expect, it } from '@jest/globals';
import { judged } from './duplicate.ts';
import { keysOf } from './duplicate-keys.ts';
import { rules } from './identity-rules.fixture.ts';
import { planted, SLIPS, type Planted, type Slip } from './planted.fixture.ts';

const MOST_OF_A_KEY = 50;
const THRESHOLDS = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** All pairs that share a key, as the service compares them, with their score. */
function compared({ records }: Planted): Map<string, number> {
  const blocks = new Map<string, string[]>();
  for (const [id, record] of records)
    for (const key of keysOf(record)) blocks.set(key, [...(blocks.get(key) ?? []), id]);
  const scores = new Map<string, number>();
  for (const ids of blocks.values()) {
    if (ids.length > MOST_OF_A_KEY) continue;
    for (const [n, one] of ids.entries()) {
      for (const other of ids.slice(n + 1)) {
        const pair = [one, other].sort().join('/');
        const [record, otherRecord] = [records.get(one), records.get(other)];
        if (scores.has(pair) || !record || !otherRecord) continue;
        scores.set(pair, judged(record, otherRecord, rules.duplicates).score);
      }
    }
  }
  return scores;
}

/** Who left nothing but a name, which many share: nobody can find those, and they are counted all the same. */
const UNTRACEABLE: readonly Slip[] = ['nameAlone', 'otherProvider'];

function measured(scores: ReadonlyMap<string, number>, { pairs }: Planted, from: number) {
  const suggested = [...scores].filter(([, score]) => score >= from).map(([pair]) => pair);
  const right = suggested.filter(pair => pairs.has(pair)).length;
  const traceable = [...pairs.values()].filter(slip => !UNTRACEABLE.includes(slip)).length;
  const [precision, recall] = [right / suggested.length, right / pairs.size];
  return { from, suggested: suggested.length, precision, recall, ofTraceable: right / traceable };
}

it('finds the second records planted among ten thousand people, where they left a trace, and little else', () => {
  const people = planted('held out', 10_000);
  const scores = compared(people);
  const chosen = measured(scores, people, rules.duplicates.suggestFrom);
  const bySlip = SLIPS.map(slip => {
    const pairs = [...people.pairs].filter(([, each]) => each === slip).map(([pair]) => pair);
    const found = pairs.filter(pair => (scores.get(pair) ?? 0) >= chosen.from);
    return `${slip}: ${found.length} of ${pairs.length}`;
  });
  const table = THRESHOLDS.map(from => measured(scores, people, from)).map(
    ({ from, suggested, precision, recall, ofTraceable }) =>
      `from ${from.toFixed(2)}: ${suggested} suggested, precision ${precision.toFixed(3)}, ` +
      `recall ${recall.toFixed(3)}, of those with a trace ${ofTraceable.toFixed(3)}`,
  );
  const size = `${people.records.size} records, ${people.pairs.size} pairs planted, ${scores.size} compared`;
  process.stdout.write(['', size, ...table, ...bySlip, ''].join('\n'));

  expect(chosen.precision).toBeGreaterThan(0.93);
  expect(chosen.recall).toBeGreaterThan(0.55);
  expect(chosen.ofTraceable).toBeGreaterThan(0.8);
  expect(scores.size).toBeLessThan(5 * people.records.size);
});
