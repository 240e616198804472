import { interactionsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import type { StateConsent } from '../domain/consent.ts';

/** Who uses the link of a message to get no more of them has withdrawn the consent for its purpose by its channel. */
export const withdrawConsentWhenUnsubscribed = definePolicy({
  name: 'withdraw-consent-when-unsubscribed',
  from: ['interactions'],
  workOnImported: false,
  on: {
    ...ignoring(interactionsEvents),
    CustomerUnsubscribed: ({ data: { customerId, purpose, channel }, subject, occurredAt }) => {
      const about = { customerId, purpose, channel };
      const command = {
        type: 'StateConsent',
        ...about,
        given: false,
        at: occurredAt,
        evidence: 'unsubscribeLink',
      } satisfies StateConsent;
      return [{ decider: 'consent', id: customerId, subject, command }];
    },
  },
});
