import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { brierScore, calibration, discrimination, type Foretold } from './foretold.ts';

const cases = fc.array(fc.record({ p: fc.integer({ min: 0, max: 20 }).map(n => n / 20), y: fc.boolean() }), {
  minLength: 2,
  maxLength: 60,
});

describe('what was foretold', () => {
  it('tells the two sorts apart as often as pairs of them do, ties half', () => {
    fc.assert(
      fc.property(cases, all => {
        const [yes, no] = [all.filter(({ y }) => y), all.filter(({ y }) => !y)];
        const pairs = yes.flatMap(a => no.map(b => (a.p > b.p ? 1 : a.p === b.p ? 0.5 : 0)));
        const found = discrimination(all);
        if (pairs.length === 0) return expect(found).toBeNull();
        const share = pairs.reduce((sum: number, each) => sum + each, 0) / pairs.length;
        expect(found?.value).toBeCloseTo(share, 10);
        expect((found?.low ?? 2) <= share + 1e-9 && (found?.high ?? -1) >= share - 1e-9).toBe(true);
      }),
    );
  });

  it('has the published area of the radiologist of Hanley and McNeil (1982): .893, standard error .032', () => {
    const rated = ([33, 6, 6, 11, 2] as const).map((n, i) => [i, n, false] as const);
    const ill = ([3, 2, 2, 11, 33] as const).map((n, i) => [i, n, true] as const);
    const all: Foretold[] = [...rated, ...ill].flatMap(([p, n, y]) => Array.from({ length: n }, () => ({ p, y })));
    const { value = 0, high = 0 } = discrimination(all) ?? {};
    expect(value).toBeCloseTo(0.893, 3);
    expect((high - value) / 1.96).toBeCloseTo(0.032, 2);
  });

  it('is scored by its squared error', () => {
    const all = [
      { p: 0.8, y: true },
      { p: 0.3, y: false },
      { p: 0.6, y: false },
    ];
    expect(brierScore(all)?.value).toBeCloseTo((0.04 + 0.09 + 0.36) / 3, 12);
    expect(brierScore(all.slice(0, 1))).toBeNull();
  });

  it('is held against what came, by tenths that hold every case once', () => {
    fc.assert(
      fc.property(cases, all => {
        const parts = calibration(all);
        expect(parts.reduce((sum, { n }) => sum + n, 0)).toBe(all.length);
        const sums = parts.reduce((sum, { n, foretold }) => sum + n * foretold, 0);
        expect(sums).toBeCloseTo(
          all.reduce((sum, { p }) => sum + p, 0),
          8,
        );
      }),
    );
  });
});
