import { describe, expect, it } from '@jest/globals';
import { complaintsEvents, profileEvents } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { MessageTemplate } from './message-template.ts';
import { checkSendingRule, occasionOf, type SendingRule } from './sending-rule.ts';

const { ComplaintOpened } = complaintsEvents;
const { CustomerErasureRequested, StyleLinkGiven } = profileEvents;
const at = '2026-03-02T09:00:00.000Z';
const text = 'Dear {{customerName}}';
const form = (more: Partial<MessageTemplate> = {}): MessageTemplate => ({
  purpose: 'service',
  channel: 'sms',
  variables: [],
  texts: { en: { text }, zh: { text } },
  ...more,
});
const faultsOf = (rule: Partial<SendingRule>, template: MessageTemplate | undefined): unknown => {
  try {
    checkSendingRule({ on: true, event: 'ComplaintOpened', template: 'one', ...rule }, template);
    return [];
  } catch (error) {
    return error instanceof DomainError ? error.errors?.map(({ message }) => message) : error;
  }
};

describe('what happened', () => {
  it('is written about by its times and a reference, never by what was said', () => {
    const { complaintId, due } = ComplaintOpened.example;
    expect(occasionOf({ type: 'ComplaintOpened', data: ComplaintOpened.example }, at)).toEqual({
      kind: 'complaint',
      id: complaintId,
      values: { reference: '00000001', receivedAt: at, acknowledgeBy: due.acknowledge, answerBy: due.firstAnswer },
    });
    const erasure = occasionOf({ type: 'CustomerErasureRequested', data: CustomerErasureRequested.example }, at);
    expect(erasure).toMatchObject({ kind: 'erasureRequest', values: { receivedAt: at, answerOn: '2026-04-01' } });
    const call = occasionOf({ type: 'CallBackScheduled', data: complaintsEvents.CallBackScheduled.example }, at);
    const { from, dueAt } = complaintsEvents.CallBackScheduled.example;
    expect(call).toMatchObject({ kind: 'callBack', values: { reference: '00000001', callFrom: from, callBy: dueAt } });
    const link = occasionOf({ type: 'StyleLinkGiven', data: StyleLinkGiven.example }, at);
    expect(link).toMatchObject({ kind: 'styleLink', channel: 'email' });
  });
});

describe('a rule', () => {
  it('is refused where its template is not there, or needs what nobody knows then', () => {
    expect(faultsOf({}, undefined)).toEqual(['is not known or not in force: one']);
    const asks = form({ variables: [{ name: 'handler', kind: 'text' }] });
    expect(faultsOf({}, asks)).toEqual(['needs handler; known are reference, receivedAt, acknowledgeBy, answerBy']);
    const linked = form({ texts: { en: { text: '{{surveyLink}}' }, zh: { text } } });
    expect(faultsOf({}, linked)).toEqual(['has a place for a link that there is none for']);
    expect(faultsOf({ event: 'StyleLinkGiven' }, form())).toEqual(['has no place for the link']);
    expect(faultsOf({ event: 'StyleLinkGiven' }, linked)).toEqual([]);
  });
});
