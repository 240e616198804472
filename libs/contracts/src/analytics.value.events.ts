import Type from 'typebox';
import { event } from './event.ts';
import { Instant, Money, oneOf, Uuid } from './values.ts';

/** How a share of wallet became known: by what the customer spends in all, or by our rank among its suppliers. */
export const WALLET_METHODS = ['spend', 'rank'] as const;
/** What a value is of: the margin, or the revenue where costs are not known. */
export const VALUE_BASES = ['margin', 'revenue'] as const;

const Share = Type.Number({ minimum: 0, maximum: 1 });

export const ValueEstimate = Type.Object({
  value: Type.Object(Money.properties, { description: 'Expected within the horizon, discounted' }),
  basis: oneOf(VALUE_BASES),
  expectedPurchases: Type.Number({ minimum: 0, description: 'Days with a purchase within the horizon' }),
  probabilityAlive: Type.Number({ ...Share, description: 'That the customer still buys' }),
});

export const ShareOfWallet = Type.Object({
  share: Share,
  method: oneOf(WALLET_METHODS),
  answeredAt: Type.String({ ...Instant, description: 'When the customer told of its wallet' }),
});

export const valueEvents = {
  CustomerValueEstimated: event(
    'analytics',
    'CustomerValueEstimated',
    "A customer's lifetime value or its share of wallet is materially another than was told last.",
    Type.Object({
      customerId: Uuid,
      horizonMonths: Type.Integer({ minimum: 1, maximum: 120 }),
      discountRate: Type.Number({ minimum: 0, maximum: 1, description: 'A year' }),
      estimates: Type.Array(ValueEstimate, { maxItems: 50, description: 'By currency, the greatest first' }),
      shareOfWallet: Type.Optional(ShareOfWallet),
    }),
    {
      customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
      horizonMonths: 36,
      discountRate: 0.1,
      estimates: [
        {
          value: { minor: 23_065, currency: 'USD' },
          basis: 'revenue',
          expectedPurchases: 6.2,
          probabilityAlive: 0.73,
        },
      ],
      shareOfWallet: { share: 0.25, method: 'spend', answeredAt: '2026-02-20T10:00:00.000Z' },
    },
  ),
};
