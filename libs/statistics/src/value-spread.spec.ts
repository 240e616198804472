import { describe, expect, it } from '@jest/globals';
import { expectedPurchases } from './bg-nbd.ts';
import { lifetimeValue, WEEKS_OF_MONTH } from './customer-value.ts';
import { betaDraw, gammaDraw, uniformOf } from './draws.ts';
import { drawsFor, valueSpread } from './value-spread.ts';

const models = { buying: { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 }, spending: { p: 6.25, q: 3.74 } };
const expected = { spend: 35, months: 36, discountRate: 0.1 };
const often = { repeats: 12, recency: 30, age: 32 };
const once = { repeats: 0, recency: 0, age: 20 };
const doubtful = { repeats: 4, recency: 20, age: 34 };
const gone = { repeats: 4, recency: 6, age: 60 };

describe('the spread of what customers bring', () => {
  it.each([often, once, doubtful])('has the mean that the closed formula gives: %j', bought => {
    const spread = valueSpread(models, bought, expected, 'spec', 40_000);
    const exact = lifetimeValue(models.buying, bought, expected);
    expect(spread?.mean ?? 0).toBeGreaterThan(exact * 0.94);
    expect(spread?.mean ?? 0).toBeLessThan(exact * 1.06);
  });

  it('counts as many purchases as are expected, where each is worth one and nothing is discounted', () => {
    const one = valueSpread(
      { ...models, spending: { p: 1e6, q: 1e6 } },
      often,
      { spend: 1, months: 12, discountRate: 0 },
      'n',
      40_000,
    );
    const exact = expectedPurchases(models.buying, often, 12 * WEEKS_OF_MONTH);
    expect((one?.mean ?? 0) / exact).toBeGreaterThan(0.96);
    expect((one?.mean ?? 0) / exact).toBeLessThan(1.04);
  });

  it('begins at nothing for who may be gone already, and is wide where little is known', () => {
    expect(valueSpread(models, gone, expected, 'spec')?.low).toBe(0);
    const { low = 0, high = 0, mean = 0 } = valueSpread(models, often, expected, 'spec') ?? {};
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });

  it('draws fewer futures the more purchases each has', () => {
    expect([0, 20, 100, 500, 4_000].map(drawsFor)).toEqual([2000, 2000, 2000, 400, 200]);
  });

  it('is the same for the same seed, and none where nothing is spent', () => {
    expect(valueSpread(models, often, expected, 'a')).toEqual(valueSpread(models, often, expected, 'a'));
    expect(valueSpread(models, often, expected, 'a')).not.toEqual(valueSpread(models, often, expected, 'b'));
    expect(valueSpread(models, often, { ...expected, spend: 0 }, 'a')).toBeNull();
  });
});

describe('draws', () => {
  const uniform = uniformOf('spec');
  const mean = (draw: () => number): number => {
    let sum = 0;
    for (let i = 0; i < 50_000; i++) sum += draw();
    return sum / 50_000;
  };
  it.each([
    ['a uniform', uniform, 0.5],
    ['a gamma of shape 2.5', () => gammaDraw(2.5, uniform), 2.5],
    ['a gamma of shape .3', () => gammaDraw(0.3, uniform), 0.3],
    ['a beta of 1 and 3', () => betaDraw(1, 3, uniform), 0.25],
  ])('of %s have its mean', (_what, draw, exact) => {
    expect(mean(draw) / exact).toBeGreaterThan(0.97);
    expect(mean(draw) / exact).toBeLessThan(1.03);
  });
});
