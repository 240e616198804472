import { describe, expect, it } from '@jest/globals';
import { fitLogistic, type Case } from './fit-logistic.ts';

const times = (n: number, x: readonly number[], y: boolean): Case[] => Array.from({ length: n }, () => ({ x, y }));

/** Hours studied and whether the exam was passed: the example of Wikipedia, "Logistic regression". */
const HOURS = '0.5 0.75 1 1.25 1.5 1.75 1.75 2 2.25 2.5 2.75 3 3.25 3.5 4 4.25 4.5 4.75 5 5.5'.split(' ').map(Number);
const PASSED = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];

describe('a logistic model that is fitted', () => {
  it('to a table of two by two has its log odds: ln(b/a), and the log of the odds ratio', () => {
    const cases = [
      ...times(30, [0], false),
      ...times(10, [0], true),
      ...times(15, [1], false),
      ...times(45, [1], true),
    ];
    const [intercept, slope] = fitLogistic(cases, 0) ?? [];
    expect(intercept).toBeCloseTo(Math.log(10 / 30), 9);
    expect(slope).toBeCloseTo(Math.log(45 / 15 / (10 / 30)), 9);
  });

  it('has the published coefficients of twenty students: −4.1, 1.5 an hour', () => {
    const [intercept = 0, hour = 0] =
      fitLogistic(
        HOURS.map((x, i) => ({ x: [x], y: PASSED[i] === 1 })),
        0,
      ) ?? [];
    expect(intercept).toBeCloseTo(-4.0777, 3);
    expect(hour).toBeCloseTo(1.5046, 3);
  });

  it('stays finite by the ridge where a feature tells all, and shrinks with it', () => {
    const cases = [...times(20, [0], false), ...times(20, [1], true)];
    const [, light = 0] = fitLogistic(cases, 0.1) ?? [];
    const [, heavy = 0] = fitLogistic(cases, 10) ?? [];
    expect(light).toBeGreaterThan(heavy);
    expect(Number.isFinite(light) && heavy > 0).toBe(true);
  });

  it('is none where two features are the same and nothing keeps them apart', () => {
    expect(
      fitLogistic([...times(9, [1, 1], true), ...times(5, [0, 0], false), ...times(4, [1, 1], false)], 0),
    ).toBeNull();
  });
});
