import { interactionsEvents } from '@rapport/contracts';
import { definePolicy, ignoring } from '@rapport/messaging';
import type { StateConsent } from '../domain/consent.ts';
import { recordsOf, type RecordsOf } from './records-of.ts';

/** Who uses the link of a message to get no more of them has withdrawn the consent for its purpose by its channel. */
export const withdrawConsentWhenUnsubscribed = definePolicy({
  name: 'withdraw-consent-when-unsubscribed',
  from: ['interactions'],
  workOnImported: false,
  begin: (events, tx) =>
    recordsOf(
      tx,
      events.flatMap(({ data }) => ('customerId' in data ? [data.customerId] : [])),
    ),
  on: {
    ...ignoring(interactionsEvents),
    CustomerUnsubscribed({ data: { customerId: named, purpose, channel }, occurredAt: at }, records: RecordsOf) {
      const said = { purpose, channel, given: false, at, evidence: 'unsubscribeLink' };
      // Under all ids: otherwise what another of them had agreed to would count again when the merge is undone.
      return records(named).map(customerId => {
        const command = { type: 'StateConsent', customerId, ...said } satisfies StateConsent;
        return { decider: 'consent', id: customerId, subject: customerId, command };
      });
    },
  },
});
