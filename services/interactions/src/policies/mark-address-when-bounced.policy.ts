import { interactionsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import type { MarkUndeliverable } from '../domain/reachability.ts';

/** Where nobody is, nothing is sent any more. */
export const markAddressWhenBounced = definePolicy({
  name: 'mark-address-when-bounced',
  from: ['interactions'],
  workOnImported: false,
  on: {
    ...ignoring(interactionsEvents),
    MessageBounced: ({ data }) => {
      const { identifier, kind, channel, messageId, code } = data;
      if (kind !== 'hard' || identifier === undefined) return [];
      const command = {
        type: 'MarkUndeliverable',
        address: { ...identifier, channel, messageId, code },
      } satisfies MarkUndeliverable;
      return [{ decider: 'reachability', id: identifier.customerId, subject: identifier.customerId, command }];
    },
  },
});
