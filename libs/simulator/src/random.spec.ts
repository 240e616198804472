import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from './random.ts';

const draws = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded randomness', () => {
  it('gives the same draws for the same seed, and others for another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const first = createRandom(one);
        const again = createRandom(one);
        const drawn = draws(20, first.uniform);
        expect(draws(20, again.uniform)).toEqual(drawn);
        if (one !== other) expect(draws(20, createRandom(other).uniform)).not.toEqual(drawn);
      }),
    );
  });

  it('is the generator that it was: a change would change every simulated history', () => {
    expect(draws(3, createRandom('rapport').uniform).map(value => value.toFixed(6))).toMatchInlineSnapshot(`
     [
       "0.126474",
       "0.629991",
       "0.906381",
     ]
    `);
  });

  it.each([
    ['uniform', 0.5, (random: ReturnType<typeof createRandom>) => random.uniform()],
    ['normal', 3, (random: ReturnType<typeof createRandom>) => random.normal(3, 2)],
    ['exponential', 2, (random: ReturnType<typeof createRandom>) => random.exponential(2)],
    ['gamma of a shape above one', 2, (random: ReturnType<typeof createRandom>) => random.gamma(4, 2)],
    ['gamma of a shape below one', 0.25, (random: ReturnType<typeof createRandom>) => random.gamma(0.5, 2)],
    ['beta', 0.25, (random: ReturnType<typeof createRandom>) => random.beta(1, 3)],
    ['poisson', 1.5, (random: ReturnType<typeof createRandom>) => random.poisson(1.5)],
  ])('has the mean of the %s distribution', (_, expected, draw) => {
    const random = createRandom('means');
    expect(Math.abs(mean(draws(20_000, () => draw(random))) - expected)).toBeLessThan(0.05);
  });

  it('draws keys in proportion to their weights', () => {
    const random = createRandom('weights');
    const counts = { often: 0, seldom: 0, never: 0 };
    for (let drawn = 0; drawn < 10_000; drawn += 1) {
      counts[random.weighted({ often: 3, seldom: 1, never: 0 }, 'never')] += 1;
    }
    expect(counts.never).toBe(0);
    expect(counts.often / counts.seldom).toBeGreaterThan(2.7);
    expect(counts.often / counts.seldom).toBeLessThan(3.3);
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRandom('empty').pick([])).toThrow(RangeError);
  });
});
