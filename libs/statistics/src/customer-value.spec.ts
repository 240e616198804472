import { describe, expect, it } from '@jest/globals';
import { expectedPurchases } from './bg-nbd.ts';
import { lifetimeValue, WEEKS_OF_MONTH } from './customer-value.ts';

const cdnow = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };
const customer = { repeats: 2, recency: 30.43, age: 38.86 };

describe('customer lifetime value', () => {
  it('is undiscounted the purchases expected by its end, each worth the same', () => {
    const value = lifetimeValue(cdnow, customer, { spend: 20, months: 9, discountRate: 0 });
    expect(value).toBeCloseTo(20 * expectedPurchases(cdnow, customer, 9 * WEEKS_OF_MONTH), 9);
  });

  it('counts a month as 4.345 weeks', () => {
    expect(WEEKS_OF_MONTH).toBeCloseTo(4.345, 3);
  });

  it('counts less what comes later', () => {
    const month = lifetimeValue(cdnow, customer, { spend: 20, months: 1, discountRate: 0.21 });
    expect(month).toBeCloseTo((20 * expectedPurchases(cdnow, customer, WEEKS_OF_MONTH)) / 1.21 ** (1 / 12), 9);
  });
});
