import { interactionsEvents, loyaltyEvents } from '@rapport/contracts';
import { definePolicy, ignoring, type Wish } from '@rapport/messaging';
import type { Refund, ReversePoints } from '../domain/account.commands.ts';
import { refundedEarnings, type Earning } from './refunded-earnings.ts';

type Known = ReadonlyMap<string, Earning>;

/**
 * Takes back what a refunded purchase earned. Whichever of the two becomes known last, here or by a late purchase, finds the
 * other; who earned nothing loses nothing. On the account that earned, whoever the customer is merged with since.
 */
export const reversePointsWhenRefunded = definePolicy({
  name: 'reverse-points-when-refunded',
  from: ['interactions', 'loyalty'],
  workOnImported: true,
  begin: (events, tx): Promise<Known> =>
    refundedEarnings(
      tx,
      events.flatMap(({ data }) => ('purchaseId' in data && data.purchaseId !== undefined ? [data.purchaseId] : [])),
    ),
  on: {
    ...ignoring(interactionsEvents),
    ...ignoring(loyaltyEvents),
    PurchaseRefunded: ({ data: { purchaseId, refundId } }, known: Known) =>
      wishes(known.get(purchaseId), refund => refund.refundId === refundId),
    PointsEarned: ({ data: { purchaseId } }, known: Known) => wishes(known.get(purchaseId), () => true),
  },
});

function wishes(earning: Earning | undefined, which: (refund: Refund) => boolean): Wish[] {
  if (earning === undefined) return [];
  const { customerId, ...earned } = earning;
  const refunds = earned.refunds.filter(which);
  if (refunds.length === 0) return [];
  const command = { type: 'ReversePoints', ...earned, refunds } satisfies ReversePoints;
  return [{ decider: 'account', id: customerId, subject: customerId, command }];
}
