import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readOrder } from './segment-order.ts';

/** The shape of the example for "Order Completed" in Segment's e-commerce specification, version 2. */
const order = {
  order_id: 'o-1',
  total: 27.5,
  subtotal: 22.5,
  revenue: 25,
  shipping: 3,
  tax: 2,
  discount: 2.5,
  currency: 'USD',
  products: [
    { product_id: '45790-32', name: 'A game', price: 19, quantity: 1 },
    { product_id: 'uno', price: 3, quantity: 2 },
  ],
};

describe('an order of the e-commerce specification', () => {
  it('is what was paid, in minor units, with products, shipping, tax and discount as lines', () => {
    expect(readOrder(order)).toMatchObject({
      ok: true,
      orderId: 'o-1',
      amount: { minor: 2750, currency: 'USD' },
      lines: [
        { product: 'p.45790-32', quantity: 1, amount: { minor: 1900 } },
        { product: 'uno', quantity: 2, amount: { minor: 600 } },
        { product: 'shipping', amount: { minor: 300 } },
        { product: 'tax', amount: { minor: 200 } },
        { product: 'discount', amount: { minor: -250 } },
      ],
    });
  });
  it.each([
    ['by its revenue, where there is no total', { ...order, total: undefined }, 2500],
    ['by its products, where there is neither', { products: order.products }, 2500],
    ['by a total that is text', { ...order, total: '27.50' }, 2750],
    ['of a currency without decimals', { total: 500, currency: 'jpy' }, 500],
    ['of a currency with three', { total: 1.234, currency: 'KWD' }, 1234],
    ['by a total that binary numbers miss a little', { total: 0.1 + 0.2 }, 30],
  ])('is read %s', (_how, properties, minor) => {
    expect(readOrder(properties)).toMatchObject({ ok: true, amount: { minor } });
  });
  it('tells what its lines lack as an adjustment', () => {
    const { shipping: _shipping, ...short } = order;
    expect(readOrder(short)).toMatchObject({
      lines: [{}, {}, { product: 'adjustment', amount: { minor: 250 } }],
    });
  });
  it('has no lines where a product has no price', () => {
    expect(readOrder({ total: 5, products: [{ product_id: 'a' }, { product_id: 'b', price: 5 }] })).toMatchObject({
      lines: [],
    });
  });
  it.each([
    ['of no currency', { total: 5, currency: 'coins' }, /ISO 4217/],
    ['with more decimals than its currency', { total: 5.005, currency: 'EUR' }, /no amount of EUR/],
    ['below zero', { total: -1 }, /below zero/],
    ['that says no amount', { order_id: 'x' }, /neither total nor revenue/],
    ['whose total is no number', { total: {} }, /no amount/],
  ])('%s is refused with the reason', (_what, properties, reason) => {
    expect(readOrder(properties)).toEqual({ ok: false, reason: expect.stringMatching(reason) });
  });
  it('adds up, whatever it says', () => {
    const amount = fc.integer({ min: 0, max: 1e7 }).map(minor => minor / 100);
    const product = fc.record({ product_id: fc.string(), price: amount, quantity: fc.integer({ min: 0, max: 50 }) });
    const any = fc.record(
      { total: amount, shipping: amount, tax: amount, discount: amount, products: fc.array(product, { maxLength: 8 }) },
      { requiredKeys: ['total'] },
    );
    fc.assert(
      fc.property(any, properties => {
        const read = readOrder(properties);
        if (!read.ok) throw new Error(read.reason);
        expect(read.amount.minor).toBe(Math.round(properties.total * 100));
        if (read.lines.length > 0)
          expect(read.lines.reduce((sum, line) => sum + line.amount.minor, 0)).toBe(read.amount.minor);
        for (const { product: code } of read.lines) expect(code).toMatch(/^[A-Za-z][A-Za-z0-9_.-]{0,63}$/);
      }),
    );
  });
});
