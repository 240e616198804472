import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contributions, logistic, probability, reasonsOf, type LogisticModel } from './logistic.ts';

const model: LogisticModel<'silence' | 'joy' | 'anger' | 'cost'> = {
  intercept: -1,
  features: {
    silence: { weight: 0.5, reference: 1, low: 0, high: 5 },
    joy: { weight: -0.02, reference: 60, low: 0, high: 100 },
    anger: { weight: 1, reference: 0, low: 0, high: 2 },
    cost: { weight: 0.1, reference: 0, low: 0, high: 1 },
  },
};
const ordinary = { silence: 1, joy: 60, anger: 0, cost: 0 };

describe('a logistic score', () => {
  it('is that of the intercept where all is at its reference, or nothing is known', () => {
    expect(probability(model, ordinary)).toBeCloseTo(0.268941, 6);
    const nothing = { silence: null, joy: null, anger: null, cost: null };
    expect(probability(model, nothing)).toBe(probability(model, ordinary));
  });

  it('adds log odds for what lies beside the reference, up to the ends', () => {
    expect(probability(model, { ...ordinary, silence: 3 })).toBe(0.5);
    expect(probability(model, { ...ordinary, silence: 3, joy: 100, anger: 0 })).toBeCloseTo(logistic(-0.8), 12);
    expect(probability(model, { ...ordinary, anger: 7 })).toBe(logistic(1));
  });

  it('gives as reasons the three that raise it most, and none that lower it', () => {
    const all = contributions(model, { silence: 2, joy: 10, anger: 1, cost: 1 });
    expect(all.map(({ feature }) => feature)).toEqual(['anger', 'joy', 'silence', 'cost']);
    expect(reasonsOf(all)).toEqual(['anger', 'joy', 'silence']);
    expect(reasonsOf(contributions(model, { ...ordinary, silence: 0, joy: 90 }))).toEqual([]);
  });

  it('is the intercept and its contributions, and lies between 0 and 1', () => {
    const value = fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.record({ silence: value, joy: value, anger: value, cost: value }), values => {
        const sum = contributions(model, values).reduce((total, each) => total + each.contribution, -1);
        const p = probability(model, values);
        expect(p).toBeCloseTo(logistic(sum), 12);
        expect(p > 0 && p < 1).toBe(true);
      }),
    );
  });
});
