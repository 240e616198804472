import { describe, expect, it } from '@jest/globals';
import { expectedSpend, gammaGammaLogLikelihood } from './gamma-gamma.ts';

/** Fader and Hardie (2013): CDNOW, in US dollars. */
const cdnow = { p: 6.25, q: 3.74, v: 15.44 };

describe('Gamma–Gamma', () => {
  it('expects of who has not come again the mean of all: p·v / (q − 1)', () => {
    expect(expectedSpend(cdnow, null)).toBeCloseTo(35.22, 2);
  });

  it('draws a mean the less towards that of all the more purchases it rests on', () => {
    const [once, often, always] = [1, 10, 1e6].map(repeats => expectedSpend(cdnow, { repeats, mean: 100 }) ?? 0);
    expect([once, often, always]).toEqual([expect.closeTo(80.26, 2), expect.closeTo(97.28, 2), expect.closeTo(100, 3)]);
  });

  it('has no mean of all where few spend without bound', () => {
    expect(expectedSpend({ ...cdnow, q: 0.9 }, null)).toBeNull();
  });

  it('is a density: over all means it integrates to 1', () => {
    const step = 0.05;
    let sum = 0;
    for (let mean = step / 2; mean < 3000; mean += step) {
      sum += step * Math.exp(gammaGammaLogLikelihood(cdnow, { repeats: 3, mean }));
    }
    expect(sum).toBeCloseTo(1, 3);
  });
});
