import { describe, expect, it } from '@jest/globals';
import { count, directionOf, money, percent, satisfactionTone, signed } from './figures.ts';

describe('figures as people read them', () => {
  it('groups thousands', () => expect(count(58310, 'en')).toBe('58,310'));

  it('shows money in the decimals of its currency', () => {
    expect(money({ minor: 2933, currency: 'USD' }, 'en')).toBe('$29.33');
    expect(money({ minor: 2933, currency: 'JPY' }, 'en')).toBe('¥2,933');
  });

  it('signs a change, and leaves nothing unsigned but nothing', () => {
    expect(signed(1.25, 'en')).toBe('+1.3');
    expect(signed(-2, 'en')).toBe('−2.0');
    expect(signed(-0.01, 'en')).toBe('0.0');
  });

  it('writes a share in per cent', () => expect(percent(0.8734, 'en', 1)).toBe('87.3%'));

  it('calls a small change flat', () => {
    expect(directionOf(0.4)).toBe('flat');
    expect(directionOf(-3)).toBe('down');
    expect(directionOf(0.5)).toBe('up');
  });

  it('sorts satisfaction into bands around the neutral fifty', () => {
    expect([80, 50, 40, 10].map(satisfactionTone)).toEqual(['good', 'plain', 'warn', 'bad']);
  });
});
