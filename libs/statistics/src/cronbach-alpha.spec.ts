import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cronbachAlpha } from './cronbach-alpha.ts';

/** The other way to it: k c̄ / (v̄ + (k − 1) c̄), from the mean variance and the mean covariance of the items. */
function byCovariances(rows: readonly (readonly number[])[]): number {
  const k = rows[0]?.length ?? 0;
  const column = (i: number): number[] => rows.map(row => row[i] ?? 0);
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const covariance = (i: number, j: number): number => {
    const [x, y] = [column(i), column(j)];
    const [mx, my] = [mean(x), mean(y)];
    return x.reduce((total, value, n) => total + (value - mx) * ((y[n] ?? 0) - my), 0) / (x.length - 1);
  };
  const pairs = Array.from({ length: k }, (_, i) => Array.from({ length: k }, (_each, j) => [i, j] as const)).flat();
  const between = mean(pairs.filter(([i, j]) => i !== j).map(([i, j]) => covariance(i, j)));
  const own = mean(Array.from({ length: k }, (_, i) => covariance(i, i)));
  return (k * between) / (own + (k - 1) * between);
}

describe("Cronbach's alpha", () => {
  it('agrees with the restaurant survey of Statology, "How to Calculate Cronbach’s Alpha in Python": 0.7734375', () => {
    const answers = [
      [1, 2, 2, 3, 2, 2, 3, 3, 2, 3],
      [1, 1, 1, 2, 3, 3, 2, 3, 3, 3],
      [1, 1, 2, 1, 2, 3, 3, 3, 2, 3],
    ];
    const rows = Array.from({ length: 10 }, (_, n) => answers.map(item => item[n] ?? 0));
    expect(cronbachAlpha(rows)).toBeCloseTo(0.7734375, 12);
  });

  it('is 1 where all items say the same, and 0 where none has to do with another', () => {
    expect(cronbachAlpha([1, 4, 6, 2].map(value => [value, value, value]))).toBeCloseTo(1, 12);
    const unrelated = [1, 2].flatMap(a => [1, 2].map(b => [a, b]));
    expect(cronbachAlpha(unrelated)).toBeCloseTo(0, 12);
  });

  it('says nothing of one item, one respondent, or people who are all alike', () => {
    expect(cronbachAlpha([])).toBeNull();
    expect(cronbachAlpha([[1], [2]])).toBeNull();
    expect(cronbachAlpha([[1, 2]])).toBeNull();
    expect(
      cronbachAlpha([
        [1, 2],
        [1, 2],
      ]),
    ).toBeNull();
  });

  it('is what the covariances of the items make it, whatever was answered', () => {
    const likert = fc.integer({ min: 1, max: 7 });
    const scale = fc
      .integer({ min: 2, max: 6 })
      .chain(k => fc.array(fc.array(likert, { minLength: k, maxLength: k }), { minLength: 2, maxLength: 30 }));
    fc.assert(
      fc.property(scale, rows => {
        const alpha = cronbachAlpha(rows);
        if (alpha === null) return;
        const other = byCovariances(rows);
        expect(Math.abs(alpha - other)).toBeLessThan(1e-9 * Math.max(1, Math.abs(alpha)));
      }),
    );
  });
});
