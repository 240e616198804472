import { derivedId, type EventOfType, interactionsEvents, type RecordedEvent, SURVEYS } from '@rapport/contracts';
import { definePolicy, ignoring, type Tx, type Wish } from '@rapport/messaging';
import { sampled } from '../domain/sampling.ts';
import type { SampleCustomer } from '../domain/surveying.ts';
import { samplingFacts, type SamplingFacts } from './sampling-facts.ts';

/**
 * Asks a share of the customers after a contact. Its invitation has an id that follows from the contact: read again, it is
 * the same one. Imported contacts are long over.
 */
export const sampleCustomersWhenContacted = definePolicy({
  name: 'sample-customers-when-contacted',
  from: ['interactions'],
  workOnImported: false,
  begin: (events: readonly RecordedEvent[], tx: Tx): Promise<SamplingFacts> =>
    samplingFacts(
      events.filter(event => event.type === 'InteractionRecorded'),
      tx,
    ),
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded: invited,
  },
});

type Recorded = EventOfType<'InteractionRecorded'> & { readonly occurredAt: string; readonly recordedAt: string };

const DAY_MS = 86_400_000;

function invited({ data, occurredAt, recordedAt }: Recorded, { versions, customers, surveys }: SamplingFacts): Wish[] {
  const customer = customers.get(data.customerId);
  if (customer === undefined) return [];
  const chosen = sampled(versions, { ...data, occurredAt, recordedAt }, customer);
  const survey = chosen && surveys.get(chosen.survey);
  const kind = SURVEYS.find(known => known === survey?.kind);
  if (chosen === undefined || survey === undefined || kind === undefined) return [];
  const { rules, share, sendBy } = chosen;
  const command = {
    type: 'SampleCustomer',
    restDays: rules.restDays,
    invitation: {
      invitationId: derivedId(`survey after ${data.interactionId}`),
      customerId: customer.current,
      survey: kind,
      questionnaire: { code: chosen.survey, version: survey.version },
      askedAt: occurredAt,
      expiresAt: new Date(Date.parse(recordedAt) + rules.linkDays * DAY_MS).toISOString(),
      interactionId: data.interactionId,
      channel: data.channel,
      valueClass: customer.valueClass,
      ...(sendBy !== undefined && { sendBy }),
      sampledBy: { rules: rules.version, share },
    },
  } satisfies SampleCustomer;
  return [{ decider: 'surveying', id: customer.current, subject: customer.current, command }];
}
