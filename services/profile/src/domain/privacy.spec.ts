import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { ada } from './customer.fixture.ts';
import { privacy, type PrivacyEvent } from './privacy.ts';

const told = specification(privacy);
const requestId = '0190a3c8-0000-7000-8000-000000000002';
const ask = { type: 'AskForErasure', customerId: ada, requestId, channel: 'email', dueOn: '2026-04-01' } as const;
const refuse = { type: 'RefuseErasure', customerId: ada, requestId, reason: 'legalObligation' } as const;
const asked: PrivacyEvent = {
  type: 'CustomerErasureRequested',
  data: { customerId: ada, requestId, channel: 'email', dueOn: '2026-04-01' },
};
const refused: PrivacyEvent = {
  type: 'CustomerErasureRefused',
  data: { customerId: ada, requestId, reason: 'legalObligation' },
};

describe('a request to be erased', () => {
  it('is recorded once', () => {
    told.given([]).when(ask).then([asked]);
    told.given([asked]).when(ask).then([]);
  });

  it('is refused once, if it was made', () => {
    told.given([asked]).when(refuse).then([refused]);
    told.given([asked, refused]).when(refuse).thenRefused('erasure-answered');
    told.given([]).when(refuse).thenRefused('erasure-unknown');
  });
});

it('keeps that everything was given out, each time', () => {
  const event: PrivacyEvent = { type: 'CustomerDataExported', data: { customerId: ada, reason: 'subjectAccess' } };
  told.given([event]).when({ type: 'ExportData', customerId: ada, reason: 'subjectAccess' }).then([event]);
});

it('keeps which details the customer confirmed', () => {
  const { events } = privacy.decide({ type: 'ConfirmDetails', customerId: ada, attributes: ['name'] }, privacy.initial);
  expect(events).toEqual([{ type: 'DetailsConfirmed', data: { customerId: ada, attributes: ['name'] } }]);
});
