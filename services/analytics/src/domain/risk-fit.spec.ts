import { describe, expect, it } from '@jest/globals';
import type { LogisticModel } from '@rapport/statistics';
import { fitted, isBetter, isEnough, judged, sampleTimes, type Sample } from './risk-fit.ts';

type Feature = 'silence' | 'anger';
const weighing = { weight: 0, reference: 0, low: 0, high: 5 };
const model = (intercept: number, silence: number, anger: number): LogisticModel<Feature> => ({
  intercept,
  features: { silence: { ...weighing, weight: silence }, anger: { ...weighing, weight: anger } },
});
const truth = model(-2, 0.8, 0.5);
const wrong = model(0, -0.3, 0);

/** Cases that follow the truth as nearly as counts can: of a hundred alike, as many are lost as it says. */
const world: Sample<Feature>[] = [0, 1, 2, 3, 4].flatMap(silence =>
  [0, 1, 2].flatMap(anger =>
    Array.from({ length: 100 }, (_, i) => {
      const p = 1 / (1 + Math.exp(2 - 0.8 * silence - 0.5 * anger));
      return { values: { silence, anger }, lost: i < Math.round(100 * p) };
    }),
  ),
);

describe('a model of risk fitted on own history', () => {
  it('finds the weights that the cases follow', () => {
    const found = fitted(wrong, ['silence', 'anger'], world, 0.01);
    expect(found?.intercept).toBeCloseTo(-2, 1);
    expect(found?.features.silence.weight).toBeCloseTo(0.8, 1);
    expect(found?.features.anger).toEqual({ ...weighing, weight: expect.closeTo(0.5, 1) });
  });

  it('replaces a worse one, and never a better one or its like', () => {
    expect(isBetter(truth, wrong, world)).toBe(true);
    expect(isBetter(wrong, truth, world)).toBe(false);
    expect(isBetter(truth, truth, world)).toBe(false);
    expect(isBetter(truth, wrong, [])).toBe(false);
  });

  it('is tried only where there are enough of both sorts', () => {
    const lost = world.filter(each => each.lost).length;
    expect(isEnough(world, lost, world.length - lost)).toBe(true);
    expect(isEnough(world, lost + 1, 1)).toBe(false);
    expect(isEnough(world, 1, world.length - lost + 1)).toBe(false);
  });
});

describe('what a model foretold', () => {
  it('is held against what came of it', () => {
    const { n, lost, foretold, discrimination, deciles } = judged(truth, world);
    expect(foretold ?? 0).toBeCloseTo(lost / n, 2);
    expect(discrimination?.value).toBeGreaterThan(0.7);
    expect(deciles).toHaveLength(10);
    expect(judged(wrong, world).brier?.value).toBeGreaterThan(judged(truth, world).brier?.value ?? 1);
    expect(judged(truth, [])).toMatchObject({ n: 0, foretold: null, discrimination: null, brier: null, deciles: [] });
  });

  it('is looked at at ends of months three apart, whose 90 days are over', () => {
    const times = sampleTimes(new Date('2026-06-15T00:00:00Z'), 90).map(at => at.toISOString().slice(0, 10));
    expect(times).toEqual(['2026-03-01', '2025-12-01', '2025-09-01', '2025-06-01', '2025-03-01']);
    expect(sampleTimes(new Date('2026-05-29T00:00:00Z'), 90)[0]?.toISOString()).toMatch(/^2026-02-01/);
  });
});
