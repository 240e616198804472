import type { ContactPoint } from '../domain/weigh-message.ts';

/** Somebody who may be written to at any hour. */
export const contactOf = (customerId: string, change: Partial<ContactPoint> = {}): ContactPoint => ({
  allowed: true,
  addresses: [{ customerId, number: 1, value: `${customerId}@example.org` }],
  name: 'Ana',
  language: 'en',
  timeZone: 'UTC',
  ...change,
});
