import { complaintsEvents, interactionsEvents, profileEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { v5, v7 as newId } from 'uuid';

const { ComplaintOpened } = complaintsEvents;
const { InteractionRecorded, PurchaseMade, PurchaseRefunded } = interactionsEvents;

const daysAgo = (days: number): string => new Date(Date.now() - 1000 - days * 86_400_000).toISOString();
const idOf = (customerId: string, name?: string): string => (name === undefined ? newId() : v5(name, customerId));

export const registered = (customerId: string): Told => ({
  type: 'CustomerRegistered',
  subject: customerId,
  occurredAt: daysAgo(400),
  data: { customerId, partyType: 'individual', anonymous: false },
});

export const bought = (customerId: string, days: number, name?: string): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: { ...PurchaseMade.example, purchaseId: idOf(customerId, name), customerId },
});

export const refunded = (customerId: string, days: number, name: string): Told => ({
  type: 'PurchaseRefunded',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: { ...PurchaseRefunded.example, refundId: newId(), purchaseId: idOf(customerId, name), customerId, whole: true },
});

/** A contact that says nothing of how it went. */
export const contacted = (customerId: string, days: number): Told => ({
  type: 'InteractionRecorded',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: { ...InteractionRecorded.example, interactionId: newId(), customerId, outcome: 'promised' },
});

export const complained = (customerId: string, days: number): Told => ({
  type: 'ComplaintOpened',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: { ...ComplaintOpened.example, complaintId: newId(), customerId },
});

export const rated = (customerId: string, survey: 'csat' | 'nps' | 'ces', score: number, days: number): Told => ({
  type: 'FeedbackGiven',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: { feedbackId: newId(), customerId, survey, score, answers: [] },
});

export const enrolled = (customerId: string, tier: string): Told => ({
  type: 'MemberEnrolled',
  subject: customerId,
  data: { customerId, tier, enrolledAt: daysAgo(300) },
});

export const merged = (
  type: 'CustomersMerged' | 'CustomersUnmerged',
  survivorId: string,
  absorbedId: string,
): Told => ({ type, subject: survivorId, data: { survivorId, absorbedId, reason: 'spec' } });

export const erased = (customerId: string): Told[] => [
  {
    type: 'LifecycleStageMoved',
    subject: customerId,
    data: { customerId, from: 'new', to: 'erased', reason: 'erasure' },
  },
  { type: 'CustomerErased', subject: customerId, data: { ...profileEvents.CustomerErased.example, customerId } },
];
