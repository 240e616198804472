import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, type InteractionsEvent } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { purchase, type RefundPurchase } from './purchase.ts';

const { example } = interactionsEvents.PurchaseMade;
const ids = { purchaseId: example.purchaseId, customerId: example.customerId };
const usd = (minor: number, currency = 'USD') => ({ minor, currency });
const made = (paid: number) =>
  ({ type: 'PurchaseMade', data: { ...example, amount: usd(paid), lines: [] } }) satisfies InteractionsEvent;
const id = (n: number): string => `0190a3c5-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const refund = (n: number, minor: number, more: Partial<RefundPurchase['refund']> = {}): RefundPurchase => ({
  type: 'RefundPurchase',
  refund: { refundId: id(n), amount: usd(minor), lines: [], reason: 'returned', ...more },
});
const refunded = (n: number, minor: number, total: number, whole: boolean, paid = 3000) =>
  ({
    type: 'PurchaseRefunded',
    data: { ...ids, ...refund(n, minor).refund, refunded: usd(total), paid: usd(paid), whole },
  }) satisfies InteractionsEvent;
const given = specification(purchase).given;

describe('a refund', () => {
  it('gives back a part, and says when all has been given back', () => {
    given([made(3000)])
      .when(refund(1, 1000))
      .then([refunded(1, 1000, 1000, false)]);
    given([made(3000), refunded(1, 1000, 1000, false)])
      .when(refund(2, 2000))
      .then([refunded(2, 2000, 3000, true)]);
  });
  it('gives back no more than is left of what was paid', () => {
    given([made(3000), refunded(1, 1000, 1000, false)])
      .when(refund(2, 2001))
      .thenRefused('refund-too-high');
  });
  it('is the same when it comes again, be there anything left or not', () => {
    given([made(1000), refunded(1, 1000, 1000, true)])
      .when(refund(1, 1000))
      .thenNothing();
  });
  it('has the currency of the purchase, and is the sum of its lines', () => {
    given([made(3000)])
      .when(refund(1, 1000, { amount: usd(1000, 'EUR') }))
      .thenRefused('currency-mixed');
    given([made(3000)])
      .when(refund(1, 1000, { lines: [{ product: 'cd', quantity: 1, amount: usd(999) }] }))
      .thenRefused('amount-mismatch');
  });
  it('is of a purchase that is known', () => {
    given([]).when(refund(1, 1)).thenRefused('purchase-unknown');
  });
});

describe('all refunds of a purchase', () => {
  it('give back at most what was paid, to the minor unit, however they come and are repeated', () => {
    const asked = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 5000 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), asked, (paid, list) => {
        let state = purchase.evolve(purchase.initial, made(paid));
        const seen = new Map<string, number>();
        for (const [n, minor] of list) {
          try {
            for (const event of purchase.decide(refund(n, minor), state).events) {
              state = purchase.evolve(state, event);
              expect(seen.has(id(n))).toBe(false);
              seen.set(id(n), minor);
            }
          } catch {
            expect([...seen.values()].reduce((a, b) => a + b, minor)).toBeGreaterThan(paid);
          }
        }
        const total = [...seen.values()].reduce((a, b) => a + b, 0);
        expect(total).toBeLessThanOrEqual(paid);
        expect(state).toMatchObject({ refunded: total });
      }),
    );
  });
});
