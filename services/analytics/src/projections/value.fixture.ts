import type { Told } from '@rapport/testing';
import { v5, v7 as newId } from 'uuid';

const daysAgo = (days: number): string => new Date(Date.now() - 1000 - days * 86_400_000).toISOString();
const usd = (minor: number) => ({ minor, currency: 'USD' });
const idOf = (customerId: string, name?: string): string => (name === undefined ? newId() : v5(name, customerId));

interface Purchase {
  readonly id?: string;
  readonly cost?: number;
}

export const bought = (customerId: string, days: number, minor: number, { id, cost }: Purchase = {}): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: {
    ...{ purchaseId: idOf(customerId, id), customerId, channel: 'web', amount: usd(minor), lines: [] },
    ...(cost !== undefined && { cost: usd(cost) }),
  },
});

export const givenBack = (customerId: string, days: number, minor: number, id: string): Told => ({
  type: 'PurchaseRefunded',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: {
    ...{ refundId: newId(), purchaseId: idOf(customerId, id), customerId, amount: usd(minor), refunded: usd(minor) },
    ...{ lines: [], reason: 'returned', whole: false },
  },
});

export const walletAnswered = (customerId: string, days: number, wallet: object): Told => ({
  type: 'FeedbackGiven',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: { feedbackId: newId(), customerId, survey: 'wallet', answers: [], wallet },
});

export const talked = (customerId: string, days: number, more: object = {}): Told => ({
  type: 'InteractionRecorded',
  subject: customerId,
  occurredAt: daysAgo(days),
  data: {
    ...{ interactionId: newId(), customerId, channel: 'web', direction: 'inbound', phase: 'afterSale' },
    ...{ type: 'enquiry', flags: [], outcome: 'solved', ...more },
  },
});

export const merged = (survivorId: string, absorbedId: string): Told => ({
  type: 'CustomersMerged',
  subject: survivorId,
  data: { survivorId, absorbedId, reason: 'sameParty' },
});
export const unmerged = (survivorId: string, absorbedId: string): Told => ({
  type: 'CustomersUnmerged',
  subject: survivorId,
  data: { survivorId, absorbedId, reason: 'wrongMerge' },
});

export const erased = (customerId: string): Told[] => [
  {
    type: 'CustomerRegistered',
    subject: customerId,
    data: { customerId, partyType: 'individual', anonymous: false },
  },
  {
    type: 'LifecycleStageMoved',
    subject: customerId,
    data: { customerId, from: 'prospect', to: 'erased', reason: 'erased' },
  },
];
