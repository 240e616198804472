import { interactionsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import type { EarnPoints } from '../domain/account.commands.ts';

/** Works on imported history too: a member gets what the purchase would have earned then. Points set nobody to work. */
export const earnPointsWhenPurchased = definePolicy({
  name: 'earn-points-when-purchased',
  from: ['interactions'],
  workOnImported: true,
  // Most customers are none, and only the account knows who is.
  mayBeRefused: ['not-a-member'],
  on: {
    ...ignoring(interactionsEvents),
    PurchaseMade: ({ data: { purchaseId, customerId, amount }, subject, occurredAt }) => [
      {
        decider: 'account',
        id: customerId,
        subject,
        command: {
          type: 'EarnPoints',
          purchaseId,
          purchasedAt: occurredAt,
          minor: amount.minor,
        } satisfies EarnPoints,
      },
    ],
  },
});
