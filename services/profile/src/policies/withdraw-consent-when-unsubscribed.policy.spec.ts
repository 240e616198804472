import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, recognise } from '@rapport/contracts';
import { withdrawConsentWhenUnsubscribed } from './withdraw-consent-when-unsubscribed.policy.ts';

const at = '2026-03-08T10:00:00.000Z';
const data = { ...interactionsEvents.CustomerUnsubscribed.example, purpose: 'survey', channel: 'email' };
const event = recognise('CustomerUnsubscribed', data, {
  id: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  source: 'interactions',
  subject: data.customerId,
  stream: `message-${data.messageId}`,
  version: 3,
  sequence: 3,
  position: 3,
  occurredAt: at,
  recordedAt: at,
  actor: 'link',
  imported: false,
  hop: 0,
  traceparent: null,
});

describe('who uses the link of a message to get no more of them', () => {
  it('has withdrawn the consent for its purpose by its channel, when the link was used, under all ids', () => {
    const { customerId } = data;
    const other = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e50';
    const said = { purpose: 'survey', channel: 'email', given: false, at, evidence: 'unsubscribeLink' };
    expect(withdrawConsentWhenUnsubscribed.wishes(event, (id: string) => [id, other])).toEqual(
      [customerId, other].map(id => ({
        decider: 'consent',
        id,
        subject: id,
        command: { type: 'StateConsent', customerId: id, ...said },
      })),
    );
  });
});
