import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { bgNbdLogLikelihood, type Buying } from './bg-nbd.ts';
import { CDNOW, cdnowCustomers } from './cdnow.fixture.ts';
import { fitBgNbd, fitGammaGamma } from './fits.ts';

const anywhere = { r: 1, alpha: 1, a: 1, b: 1 };
const likelihood = (model: typeof anywhere, customers: readonly Buying[]) =>
  customers.reduce((sum, each) => sum + bgNbdLogLikelihood(model, each), 0);

/** Repeats, weeks to the last, weeks to now; how many customers. */
const table: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 39, 60], [0, 0, 30, 30], [1, 4, 39, 12], [1, 25, 34, 10], [2, 9, 36, 6], [2, 30, 39, 6], [4, 30, 32, 5], [9, 36, 38, 3],
]; // prettier-ignore
const shop = table.flatMap(([repeats, recency, age, times]) =>
  Array.from({ length: times }, (): Buying => ({ repeats, recency, age })),
);

describe('a fit of BG/NBD', () => {
  const fit = fitBgNbd(shop, anywhere);

  it('is where the likelihood of all customers is greatest', () => {
    expect(fit).toMatchObject({ n: 132 });
    if (!fit) return;
    expect(fit.logLikelihood).toBeCloseTo(likelihood(fit.model, shop), 6);
    for (const key of ['r', 'alpha', 'a', 'b'] as const) {
      for (const times of [0.97, 1.03]) {
        const beside = { ...fit.model, [key]: fit.model[key] * times };
        expect(likelihood(beside, shop)).toBeLessThan(fit.logLikelihood);
      }
    }
  });

  it('is the same from elsewhere', () => {
    const other = fitBgNbd(shop, { r: 0.2, alpha: 8, a: 2, b: 4 });
    expect(other?.model.r).toBeCloseTo(fit?.model.r ?? Number.NaN, 2);
  });

  it('is none where nothing can be learnt', () => {
    expect(fitBgNbd([], anywhere)).toBeNull();
    expect(
      fitBgNbd(
        Array.from({ length: 50 }, () => ({ repeats: 0, recency: 0, age: 20 })),
        anywhere,
      ),
    ).toBeNull();
    expect(fitGammaGamma([{ repeats: 3, mean: 20 }], { p: 6, q: 4, v: 15 })).toBeNull();
  });
});

const published = existsSync(CDNOW) ? describe : describe.skip;
published('the CDNOW sample, up to 30 September 1997', () => {
  const customers = existsSync(CDNOW) ? cdnowCustomers('1997-09-30') : [];

  it('gives the parameters of Fader, Hardie and Lee (2005), table 2', () => {
    expect(fitBgNbd(customers, anywhere)).toEqual({
      model: {
        r: expect.closeTo(0.2426, 4),
        alpha: expect.closeTo(4.4136, 3),
        a: expect.closeTo(0.7929, 4),
        b: expect.closeTo(2.4259, 3),
      },
      logLikelihood: expect.closeTo(-9582.4, 1),
      n: 2357,
    });
  });

  it('gives those of Fader and Hardie (2013) for what is spent', () => {
    const again = customers.filter(({ repeats, mean }) => repeats > 0 && mean > 0);
    expect(fitGammaGamma(again, { p: 1, q: 2, v: 10 })).toMatchObject({
      model: { p: expect.closeTo(6.25, 2), q: expect.closeTo(3.74, 2), v: expect.closeTo(15.44, 1) },
      n: 946,
    });
  });
});
