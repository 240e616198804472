import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { satisfactionOf, weightOf, type Experience } from './satisfaction.ts';

const now = Date.UTC(2026, 5, 1);
const day = 86_400_000;
const by = { halfLifeDays: 90, badWeight: 12 };
const lived = (score: number, daysAgo = 0, repairedAt: number | null = null): Experience => ({
  at: now - daysAgo * day,
  score,
  repairedAt,
});
const times = (n: number, experience: Experience): Experience[] => Array.from({ length: n }, () => experience);

describe('satisfaction', () => {
  it('has no value without an experience', () => {
    expect(satisfactionOf([], now, by)).toBeNull();
  });

  it('after one fresh −.5 is 26.9', () => {
    expect(satisfactionOf([lived(-0.5)], now, by)).toBeCloseTo(26.9, 1);
  });

  it('after one fresh −.5 and twelve fresh +.5 is 50', () => {
    expect(satisfactionOf([lived(-0.5), ...times(12, lived(0.5))], now, by)).toBeCloseTo(50, 9);
  });

  it('weighs a bad experience like any other from its repair on', () => {
    const repaired = lived(-0.5, 10, now - 5 * day);
    expect(satisfactionOf([repaired], now, by)).toBeGreaterThan(36);
    expect(weightOf(repaired, now - 6 * day, by) / weightOf(repaired, now - 5 * day, by)).toBeCloseTo(12.09, 2);
  });

  it('lets half of a weight go in 90 days', () => {
    expect(weightOf(lived(0.5, 90), now, by)).toBe(0.5);
  });

  it('knows nothing of what comes later', () => {
    expect(satisfactionOf([lived(0.8, -1)], now, by)).toBeNull();
  });

  it('stays between 0 and 100 and does not depend on the order', () => {
    const experience = fc.record({
      at: fc.integer({ min: now - 40_000 * day, max: now }),
      score: fc.double({ min: -1, max: 1, noNaN: true }),
      repairedAt: fc.option(fc.integer({ min: now - 40_000 * day, max: now })),
    });
    const shuffled = fc
      .array(experience, { minLength: 1, maxLength: 40 })
      .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const value = satisfactionOf(all, now, by) ?? NaN;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
        expect(satisfactionOf(other, now, by)).toBeCloseTo(value, 9);
      }),
    );
  });
});
