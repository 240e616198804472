import { describe, expect, it } from '@jest/globals';
import { fading, satisfactionOf } from '@rapport/statistics';
import fc from 'fast-check';
import { monthSums } from './month-sums.ts';

const NONE = '00000000-0000-0000-0000-000000000000';
const DAY_MS = 86_400_000;
const by = { halfLifeDays: 90, badWeight: 12 };
const asOf = Date.UTC(2026, 6, 1);

describe('sums by month', () => {
  it('give what computing from scratch gives, over a century and in any order', () => {
    const lived = fc.record({
      at: fc.integer({ min: Date.UTC(1926, 0, 1), max: asOf - 1 }),
      score: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(lived, { minLength: 1, maxLength: 60 }), all => {
        const sums = monthSums(by.halfLifeDays);
        for (const { at, score } of all) sums.add('ada', new Date(at).toISOString(), score, NONE);
        let weights = 0;
        let scores = 0;
        for (const row of sums.rows()) {
          const weight =
            fading(asOf - Date.parse(String(row.month_end)), by.halfLifeDays) * (row.bad ? by.badWeight : 1);
          weights += weight * Number(row.weights);
          scores += weight * Number(row.scores);
        }
        const scratch = satisfactionOf(
          all.map(one => ({ ...one, repairedAt: null })),
          asOf,
          by,
        );
        expect(50 * (1 + scores / (1 + weights))).toBeCloseTo(scratch ?? NaN, 9);
      }),
    );
  });

  it('keep months, signs and causes apart', () => {
    const sums = monthSums(90);
    sums.add('ada', '2026-02-28T23:59:59.999Z', 0.5, NONE);
    sums.add('ada', '2026-03-01T00:00:00.000Z', 0.5, NONE);
    sums.add('ada', '2026-03-31T00:00:00.000Z', -0.5, NONE);
    sums.add('ada', '2026-03-02T00:00:00.000Z', 0.5, NONE);
    expect(sums.rows().map(({ month_end, bad, n }) => [month_end, bad, n])).toEqual([
      ['2026-03-01T00:00:00.000Z', false, 1],
      ['2026-04-01T00:00:00.000Z', false, 2],
      ['2026-04-01T00:00:00.000Z', true, 1],
    ]);
  });

  it('weigh an experience as at the end of its month', () => {
    const sums = monthSums(90);
    sums.add('ada', new Date(Date.UTC(2026, 3, 1) - 9 * DAY_MS).toISOString(), 1, NONE);
    expect(sums.rows()[0]?.weights).toBeCloseTo(2 ** -0.1, 12);
  });
});
