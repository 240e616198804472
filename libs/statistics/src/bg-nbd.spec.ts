import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bgNbdLogLikelihood, expectedPurchases, probabilityAlive, type Buying } from './bg-nbd.ts';
import { hypergeometric } from './hypergeometric.ts';

/** Fader, Hardie and Lee (2005), table 2: CDNOW, in weeks. */
const cdnow = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };
const buying = (repeats: number, recency: number, age = 38.86): Buying => ({ repeats, recency, age });

describe('BG/NBD', () => {
  it('expects of the customer of the published example 1.226 purchases in 39 weeks', () => {
    expect(expectedPurchases(cdnow, buying(2, 30.43), 39)).toBeCloseTo(1.226, 3);
  });

  it('expects what the formula says as it is printed', () => {
    const { r, alpha, a, b } = cdnow;
    for (const { repeats: x, recency, age } of [buying(0, 0), buying(1, 5), buying(2, 30.43), buying(7, 29.71)]) {
      const t = 39;
      const series = hypergeometric(r + x, b + x, a + b + x - 1, t / (alpha + age + t));
      const top = ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + age) / (alpha + age + t)) ** (r + x) * series);
      const odds = x === 0 ? 0 : (a / (b + x - 1)) * ((alpha + age) / (alpha + recency)) ** (r + x);
      expect(expectedPurchases(cdnow, { repeats: x, recency, age }, t)).toBeCloseTo(top / (1 + odds), 9);
    }
  });

  it('is a probability: over what a customer can have done in a very short time it sums to 1', () => {
    const none = Math.exp(bgNbdLogLikelihood(cdnow, buying(0, 0, 0.0001)));
    const rate = cdnow.r / cdnow.alpha;
    expect(none).toBeCloseTo(1 - rate * 0.0001, 8);
  });

  it('calls alive who never came again, and doubts who came often and is silent now', () => {
    expect(probabilityAlive(cdnow, buying(0, 0))).toBe(1);
    expect(probabilityAlive(cdnow, buying(7, 8))).toBeLessThan(0.01);
    expect(probabilityAlive(cdnow, buying(7, 38.86))).toBeGreaterThan(0.9);
  });

  it('expects more of a longer time, whoever it is, and stays a number', () => {
    const customers = fc.record({
      repeats: fc.nat(400),
      recency: fc.double({ min: 0, max: 1, noNaN: true }),
      age: fc.nat(2000),
    });
    const models = fc.record({
      r: fc.double({ min: 0.05, max: 20, noNaN: true }),
      alpha: fc.double({ min: 0.1, max: 200, noNaN: true }),
      a: fc.oneof(fc.double({ min: 0.05, max: 20, noNaN: true }), fc.constant(1)),
      b: fc.double({ min: 0.05, max: 20, noNaN: true }),
    });
    fc.assert(
      fc.property(models, customers, (model, { repeats, recency, age }) => {
        const who = { repeats, recency: repeats === 0 ? 0 : recency * age, age };
        const [year, two] = [52, 104].map(time => expectedPurchases(model, who, time));
        expect(year).toBeGreaterThanOrEqual(-1e-6);
        expect(two).toBeGreaterThanOrEqual((year ?? Number.NaN) - 1e-6);
        expect(Number.isFinite(bgNbdLogLikelihood(model, who))).toBe(true);
      }),
    );
  });
});
