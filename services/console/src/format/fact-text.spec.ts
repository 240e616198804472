import { expect, it } from '@jest/globals';
import { factText } from './fact-text.ts';

it('shows money in its currency, codes as words, and nothing where there is nothing', () => {
  expect(factText({ minor: 120_000, currency: 'EUR' }, 'en')).toBe('€1,200.00');
  expect([factText('dryGoods', 'en'), factText('DE', 'en'), factText(null, 'en')]).toEqual(['dry goods', 'DE', '–']);
});
