import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gapsByDimension, weightedGap } from './servqual.ts';

const one = (dimension: string, expectation: number, perception: number) => ({ dimension, expectation, perception });

describe('the gaps of SERVQUAL', () => {
  it('are perception − expectation: reliability 6.4 and 5.1, responsiveness 6.1 and 5.4', () => {
    const [reliability, responsiveness] = gapsByDimension([
      one('reliability', 6.4, 5.1),
      one('responsiveness', 6.1, 5.4),
    ]);
    expect(reliability?.gap).toBeCloseTo(-1.3, 12);
    expect(responsiveness?.gap).toBeCloseTo(-0.7, 12);
  });

  it('are means over the items of a dimension', () => {
    expect(gapsByDimension([one('empathy', 7, 4), one('empathy', 5, 6)])).toEqual([
      { dimension: 'empathy', expectation: 6, perception: 5, gap: -1 },
    ]);
  });

  it('count by the points that the respondent gave', () => {
    const gaps = gapsByDimension([one('reliability', 7, 5), one('empathy', 4, 5)]);
    const points = (reliability: number, empathy: number) => new Map(Object.entries({ reliability, empathy }));
    expect(weightedGap(gaps, points(75, 25))).toBeCloseTo(-1.25, 12);
    expect(weightedGap(gaps, points(0, 100))).toBe(1);
    expect(weightedGap(gaps, new Map([['assurance', 100]]))).toBeNull();
  });

  it('lie between the worst and the best of the dimensions, however they are weighed', () => {
    const likert = fc.integer({ min: 1, max: 7 });
    const answer = fc.tuple(fc.constantFrom('reliability', 'responsiveness', 'assurance', 'empathy'), likert, likert);
    const points = fc.dictionary(fc.constantFrom('reliability', 'responsiveness', 'assurance', 'empathy'), fc.nat(100));
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1 }), points, (answers, shares) => {
        const gaps = gapsByDimension(answers.map(([dimension, e, p]) => one(dimension, e, p)));
        const weighted = weightedGap(gaps, new Map(Object.entries(shares)));
        if (weighted === null) return;
        const all = gaps.map(({ gap }) => gap);
        expect(weighted).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(weighted).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      }),
    );
  });
});
