import type { Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';

export const registered = (customerId: string, anonymous = false): Told => ({
  type: 'CustomerRegistered',
  subject: customerId,
  occurredAt: '2026-01-01T00:00:00.000Z',
  data: { customerId, partyType: 'individual', anonymous },
});

export const contact = (customerId: string, occurredAt: string, channel = 'phone'): Told => ({
  type: 'InteractionRecorded',
  subject: customerId,
  occurredAt,
  data: {
    interactionId: newId(),
    customerId,
    channel,
    direction: 'inbound',
    phase: 'inSale',
    type: 'order',
    flags: [],
  },
});

export const purchase = (
  customerId: string,
  minor: number,
  currency = 'EUR',
  occurredAt = '2026-02-01T00:00:00.000Z',
): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt,
  data: { purchaseId: newId(), customerId, channel: 'web', amount: { minor, currency }, lines: [] },
});

export const due = (day: number) => {
  const at = `2026-03-0${day}T10:00:00.000Z`;
  return { acknowledge: at, firstAnswer: at.replace('T10', 'T11'), resolve: at.replace('T10', 'T12') };
};

export const opened = (customerId: string, complaintId: string): Told => ({
  type: 'ComplaintOpened',
  subject: customerId,
  occurredAt: '2026-03-01T09:00:00.000Z',
  data: {
    complaintId,
    customerId,
    channel: 'phone',
    cause: 'late',
    severity: 3,
    demands: [],
    due: due(1),
    warnAt: due(1),
    flags: [],
  },
});

export const merged = (survivorId: string, absorbedId: string): Told[] => [
  { type: 'CustomersMerged', subject: survivorId, data: { survivorId, absorbedId, reason: 'sameParty' } },
  { type: 'CustomerAbsorbed', subject: absorbedId, data: { customerId: absorbedId, survivorId } },
];
export const unmerged = (survivorId: string, absorbedId: string): Told[] => [
  { type: 'CustomersUnmerged', subject: survivorId, data: { survivorId, absorbedId, reason: 'wrongMerge' } },
  { type: 'CustomerRestored', subject: absorbedId, data: { customerId: absorbedId, survivorId } },
];

/** A customer and a tablet that was met beside them, each with contacts and a purchase, and a complaint from the tablet. */
export const history = (ada: string, tablet: string): Told[] => [
  registered(ada),
  registered(tablet, true),
  contact(ada, '2026-03-01T00:00:00.000Z'),
  contact(tablet, '2026-03-02T00:00:00.000Z', 'web'),
  purchase(ada, 1000),
  purchase(tablet, 500),
  opened(tablet, newId()),
];
