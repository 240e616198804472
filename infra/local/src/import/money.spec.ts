import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { minorUnits } from './money.ts';

describe('amounts', () => {
  it('are read exactly, whatever their size: the digits are what was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9e15, max: 9e15 }), minor => {
        const digits = String(Math.abs(minor)).padStart(3, '0');
        const text = `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(minorUnits(text, 'EUR')).toBe(minor);
      }),
    );
  });

  it('never gain or lose a minor unit, as floats would', () => {
    expect(minorUnits('1.15', 'USD')).toBe(115);
    expect(minorUnits('4.35', 'USD')).toBe(435);
    expect(minorUnits('90071992547409.91', 'USD')).toBe(9007199254740991);
  });

  it.each([
    ['29.33', 'USD', 2933],
    ['29.3', 'USD', 2930],
    ['29', 'USD', 2900],
    ['29.', 'USD', 2900],
    ['29.330', 'USD', 2933],
    ['0', 'USD', 0],
    ['-0.00', 'USD', 0],
    ['+1.50', 'USD', 150],
    ['500', 'JPY', 500],
    ['1.234', 'KWD', 1234],
  ])('%s %s are %d minor units', (text, currency, minor) => {
    expect(minorUnits(text, currency)).toBe(minor);
  });

  it.each([
    ['29.333', 'USD', /more than the 2 decimals/],
    ['1.5', 'JPY', /more than the 0 decimals/],
    ['1,000.00', 'USD', /not an amount/],
    ['.50', 'USD', /not an amount/],
    ['1e3', 'USD', /not an amount/],
    ['', 'USD', /not an amount/],
    ['99999999999999999.00', 'USD', /too large/],
  ])('%s %s are refused with a reason', (text, currency, reason) => {
    expect(() => minorUnits(text, currency)).toThrow(reason);
  });
});
