import { expect, it } from '@jest/globals';
import { amountIn, written } from './minor.ts';

it('reads an amount in the decimals of its currency, and what is none as nothing', () => {
  expect(amountIn('12.5', 'EUR')).toEqual({ minor: 1250, currency: 'EUR' });
  expect(amountIn(' 0,29 ', 'EUR')).toEqual({ minor: 29, currency: 'EUR' });
  expect(amountIn('300', 'JPY')).toEqual({ minor: 300, currency: 'JPY' });
  expect([amountIn('', 'EUR'), amountIn('much', 'EUR'), amountIn('5', 'euro')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  const thousands = [amountIn('1,250', 'EUR'), amountIn('1.250', 'EUR'), amountIn('1,250', 'JPY')];
  expect(thousands).toEqual([undefined, undefined, undefined]);
  expect(amountIn('1.250', 'KWD')).toEqual({ minor: 1250, currency: 'KWD' });
  expect(written({ minor: 1250, currency: 'EUR' })).toBe('12.5');
});
