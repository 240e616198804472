import { describe, expect, it } from '@jest/globals';
import { lastYear } from './last-year.ts';

const bought = (month: string, minor: number, currency = 'EUR') => ({
  month,
  count: 1,
  amounts: [{ minor, currency }],
});
const months = [bought('2025-04', 400), bought('2026-02', 100), bought('2026-03', 900)];

describe('what was bought in the last twelve months', () => {
  it('is the sum of this month and the eleven before', () => {
    expect(lastYear(months, Date.parse('2026-03-31T23:59:59Z'))).toEqual({
      count: 3,
      amount: { minor: 1400, currency: 'EUR' },
    });
  });

  it('grows less as time passes, although nobody tells the page', () => {
    expect(lastYear(months, Date.parse('2026-04-01T00:00:00Z'))).toMatchObject({ count: 2, amount: { minor: 1000 } });
    expect(lastYear(months, Date.parse('2027-03-01T00:00:00Z'))).toEqual({ count: 0, amount: null });
  });

  it('has no amount where currencies are mixed', () => {
    const mixed = [...months, bought('2026-03', 5, 'USD')];
    expect(lastYear(mixed, Date.parse('2026-03-31T00:00:00Z'))).toEqual({ count: 4, amount: null });
  });
});
