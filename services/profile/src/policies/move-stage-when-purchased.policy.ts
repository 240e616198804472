import { interactionsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import type { MoveStage } from '../domain/customer.commands.ts';
import { whollyRefunded } from './wholly-refunded.ts';

/**
 * A purchase may move its customer's lifecycle stage, and so may giving back the only one. Purchases of the past move it too:
 * that sets nobody to work.
 */
export const moveStageWhenPurchased = definePolicy({
  name: 'move-stage-when-purchased',
  from: ['interactions'],
  workOnImported: true,
  begin: whollyRefunded,
  on: {
    ...ignoring(interactionsEvents),
    PurchaseRefunded: ({ subject, data, occurredAt }, refunded: ReadonlySet<string>) => {
      if (!refunded.has(data.customerId)) return [];
      const command = { type: 'MoveStage', because: 'refund', at: occurredAt } satisfies MoveStage;
      return [{ decider: 'customer', id: data.customerId, subject, command }];
    },
    PurchaseMade: ({ subject, data, occurredAt }) => {
      const command = { type: 'MoveStage', because: 'purchase', at: occurredAt } satisfies MoveStage;
      return [{ decider: 'customer', id: data.customerId, subject, command }];
    },
  },
});
