import { describe, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import fc from 'fast-check';
import { purchase, type MakePurchase } from './purchase.ts';

const { example } = interactionsEvents.PurchaseMade;
const given = specification(purchase).given;
const line = (minor: number, currency = 'USD') => ({ product: 'cd', quantity: 1, amount: { minor, currency } });
const buy = (minor: number, ...lines: ReturnType<typeof line>[]): MakePurchase => ({
  type: 'MakePurchase',
  facts: { ...example, amount: { minor, currency: 'USD' }, lines },
});
const made = ({ facts }: MakePurchase) => ({ type: 'PurchaseMade', data: facts }) as const;

describe('a purchase', () => {
  it('is recorded with its lines or without, and where nothing was paid', () => {
    for (const command of [
      buy(3000, line(1000), line(2000)),
      buy(3000),
      buy(0),
      buy(0, line(0)),
      buy(5, line(10), line(-5)),
    ]) {
      given([])
        .when(command)
        .then([made(command)]);
    }
  });
  it('has one currency', () => {
    given([])
      .when(buy(2000, line(1000), line(1000, 'EUR')))
      .thenRefused('currency-mixed');
  });
  it('is the sum of its lines, to the minor unit', () => {
    given([])
      .when(buy(3001, line(1000), line(2000)))
      .thenRefused('amount-mismatch');
    given([])
      .when(buy(0, line(1)))
      .thenRefused('amount-mismatch');
  });
  it('adds up exactly, beyond what a number can', () => {
    const most = 9e15;
    given([])
      .when(buy(1, line(most), line(most), line(-most), line(-most), line(1)))
      .then([made(buy(1, line(most), line(most), line(-most), line(-most), line(1)))]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 200 }), minors => {
        const sum = minors.reduce((a, b) => a + b, 0);
        const lines = minors.map(minor => line(minor));
        given([])
          .when(buy(sum, ...lines))
          .then([made(buy(sum, ...lines))]);
        given([])
          .when(buy(sum + 1, ...lines))
          .thenRefused('amount-mismatch');
      }),
    );
  });
  it('does nothing when it comes again', () => {
    given([made(buy(5))])
      .when(buy(9, line(8)))
      .thenNothing();
  });
});
