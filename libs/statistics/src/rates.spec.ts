import { describe, expect, it } from '@jest/globals';
import { netPromoterInterval, netPromoterScore } from './net-promoter-score.ts';
import { retentionRate } from './retention-rate.ts';

describe('the net promoter score', () => {
  it('of the published frequencies 1,3,5,4,7,15,22,51,85,73,59 is 23.077', () => {
    expect(netPromoterScore([1, 3, 5, 4, 7, 15, 22, 51, 85, 73, 59])).toBeCloseTo(23.077, 3);
  });

  it('has the interval of the mean of what each answer counts', () => {
    const interval = netPromoterInterval([1, 3, 5, 4, 7, 15, 22, 51, 85, 73, 59]);
    // (132 + 57 − 325 × .23077²) / 324 = .52992 is the variance; t(324) = 1.96735.
    const half = 100 * 1.96735 * Math.sqrt((132 + 57 - 325 * 0.2307692 ** 2) / 324 / 325);
    expect(interval?.low).toBeCloseTo(23.0769 - half, 3);
    expect(interval?.high).toBeCloseTo(23.0769 + half, 3);
    expect(netPromoterInterval([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])).toBeNull();
  });

  it('counts a 6 against us and an 8 for nobody', () => {
    expect(netPromoterScore([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0])).toBe(-100);
    expect(netPromoterScore([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0])).toBe(0);
  });

  it('has no value without answers', () => {
    expect(netPromoterScore([])).toBeNull();
  });
});

describe('the retention rate', () => {
  it('from 500, with 100 new, to 550 is 90 %', () => {
    expect(retentionRate(500, 100, 550)).toBe(0.9);
  });

  it('has no value without customers at the start', () => {
    expect(retentionRate(0, 10, 10)).toBeNull();
  });
});
