import { describe, expect, it } from '@jest/globals';
import type { Party } from './customer.ts';
import { LIMITS, type IdentifierType } from './identifier.ts';
import { reasonToStayApart } from './merge-rules.ts';

const party = (changes: Partial<Party> = {}): Party => ({
  customerId: 'a',
  partyType: 'individual',
  anonymous: false,
  stage: 'prospect',
  purchasedOn: null,
  identifiers: [],
  absorbed: [],
  ...changes,
});
const many = (type: IdentifierType, count: number) =>
  Array.from({ length: count }, () => ({ type, verified: true }) as const);

describe('two customers who show the same verified identifier', () => {
  it('are one', () => expect(reasonToStayApart([party()], [party()], 'email')).toBeUndefined());

  it('stay apart when it is a device that both use', () => {
    expect(reasonToStayApart([party()], [party()], 'deviceId')).toMatch(/share devices/);
    expect(reasonToStayApart([party({ anonymous: true })], [party()], 'deviceId')).toBeUndefined();
  });

  it('count as known when anybody merged into them is', () => {
    const identified = [party({ anonymous: true }), party()] as const;
    expect(reasonToStayApart(identified, [party()], 'deviceId')).toMatch(/share devices/);
  });

  it('stay apart as parties of different types, unless one is anonymous', () => {
    const firm = party({ partyType: 'enterprise' });
    expect(reasonToStayApart([firm], [party()], 'phone')).toMatch(/different types/);
    expect(reasonToStayApart([firm], [party({ anonymous: true })], 'phone')).toBeUndefined();
  });

  it('stay apart when together they have more of a type than believable', () => {
    const half = party({ identifiers: many('email', LIMITS.email / 2) });
    expect(reasonToStayApart([half], [half], 'phone')).toBeUndefined();
    expect(reasonToStayApart([half, party({ identifiers: many('email', 1) })], [half], 'phone')).toMatch(/email/);
  });
});
