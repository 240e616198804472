import { expect, it } from '@jest/globals';
import { percentiles } from './percentiles.ts';

it('tells the middle, the hundredth worst and the worst, in whatever order they came', () => {
  const values = Array.from({ length: 200 }, (_, i) => ((i * 77) % 200) + 1);
  expect(percentiles('x', values)).toEqual({ name: 'x', p50: 101, p99: 199, max: 200, n: 200 });
  expect(percentiles('nothing', []).p99).toBeNaN();
});
