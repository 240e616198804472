import type { AddIdentifier, RegisterCustomer } from './customer.commands.ts';
import type { CustomerEvent } from './customer.ts';
import { identify, type Identifier, type IdentifierType } from './identifier.ts';
import { rules } from './identity-rules.fixture.ts';

export const ada = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
export const tablet = '0190a3c4-9f00-7a11-8b22-3c4d5e6f7a8b';
export const at = '2026-03-01T09:00:00.000Z';

export const given = (type: IdentifierType, value: string, verified = true): Identifier =>
  identify({ type, value, verified }, 'US', rules);

export const register = (changes: Partial<RegisterCustomer> = {}): RegisterCustomer => ({
  type: 'RegisterCustomer',
  customerId: ada,
  partyType: 'individual',
  details: {},
  identifiers: [],
  types: rules.types,
  at,
  recognisable: false,
  ...changes,
});

export const add = (identifier: Identifier, known: number | null = null): AddIdentifier => ({
  type: 'AddIdentifier',
  identifier,
  types: rules.types,
  known,
  at,
});

export const registered = (customerId = ada, anonymous = false): CustomerEvent => ({
  type: 'CustomerRegistered',
  data: { customerId, partyType: 'individual', anonymous },
});

export const identifierAdded = (number: number, identifierType: IdentifierType, verified = true): CustomerEvent => ({
  type: 'IdentifierAdded',
  data: { customerId: ada, number, identifierType, verified },
});

export const moved = (
  from: 'prospect' | 'new' | 'returning' | 'atRisk' | 'lapsed' | 'wonBack',
  to: 'prospect' | 'new' | 'returning' | 'atRisk' | 'lapsed' | 'wonBack',
  reason: string,
  purchasedOn?: string,
): CustomerEvent => ({
  type: 'LifecycleStageMoved',
  data: { customerId: ada, from, to, reason, ...(purchasedOn !== undefined && { purchasedOn }) },
});

export const absorbed: CustomerEvent = { type: 'CustomerAbsorbed', data: { customerId: ada, survivorId: tablet } };
export const restored: CustomerEvent = { type: 'CustomerRestored', data: { customerId: ada, survivorId: tablet } };
export const merged: CustomerEvent = {
  type: 'CustomersMerged',
  data: { survivorId: ada, absorbedId: tablet, reason: 'sameParty' },
};
export const unmerged: CustomerEvent = {
  type: 'CustomersUnmerged',
  data: { survivorId: ada, absorbedId: tablet, reason: 'wrongMerge' },
};
