import { describe, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { toldCustomerValue, type TellCustomerValue } from './customer-value.decide.ts';

const { given } = specification(toldCustomerValue);
const material = { share: 0.1, minor: 500, walletShare: 0.05 };

function data(usd: number, rest: Partial<TellCustomerValue['data']> = {}): TellCustomerValue['data'] {
  const estimate = { basis: 'revenue', expectedPurchases: 2, probabilityAlive: 0.8 } as const;
  return {
    customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
    horizonMonths: 36,
    discountRate: 0.1,
    estimates: [{ value: { minor: usd, currency: 'USD' }, ...estimate }],
    ...rest,
  };
}
const wallet = (share: number) => ({
  shareOfWallet: { share, method: 'spend', answeredAt: '2026-02-20T10:00:00.000Z' } as const,
});
const told = (...of: Parameters<typeof data>) => ({ type: 'CustomerValueEstimated', data: data(...of) }) as const;
const tell = (...of: Parameters<typeof data>): TellCustomerValue => ({
  type: 'TellCustomerValue',
  data: data(...of),
  material,
});

describe('the value of a customer is told', () => {
  it('once it is known', () => {
    given([])
      .when(tell(20_000))
      .then([told(20_000)]);
    given([]).when(tell(0)).thenNothing();
    given([])
      .when(tell(0, wallet(0)))
      .then([told(0, wallet(0))]);
  });

  it('when it moved by more than a tenth, and by more than a trifle', () => {
    given([told(20_000)])
      .when(tell(22_000))
      .thenNothing();
    given([told(20_000)])
      .when(tell(22_001))
      .then([told(22_001)]);
    given([told(100)])
      .when(tell(600))
      .thenNothing();
    given([told(20_000), told(22_001)])
      .when(tell(21_000))
      .thenNothing();
  });

  it('when it is gone, or in another currency', () => {
    given([told(20_000)])
      .when(tell(0))
      .then([told(0)]);
    given([told(20_000)])
      .when(tell(0, { estimates: [] }))
      .then([told(0, { estimates: [] })]);
  });

  it('when the share of wallet moved, or becomes known', () => {
    given([told(20_000)])
      .when(tell(20_000, wallet(0.02)))
      .then([told(20_000, wallet(0.02))]);
    given([told(20_000, wallet(0.2))])
      .when(tell(20_000, wallet(0.24)))
      .thenNothing();
  });

  it('when it is of another horizon or rate', () => {
    given([told(20_000)])
      .when(tell(20_000, { horizonMonths: 24 }))
      .then([told(20_000, { horizonMonths: 24 })]);
  });
});
