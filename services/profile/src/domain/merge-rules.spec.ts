import { describe, expect, it } from '@jest/globals';
import { REASONS_APART } from '@rapport/contracts';
import type { Party } from './customer.ts';
import { rules } from './identity-rules.fixture.ts';
import type { IdentifierType } from './identity-rules.ts';
import { explained, reasonToStayApart, type Family } from './merge-rules.ts';

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

const { types } = rules;
const apart = (one: Family, other: Family, type: IdentifierType, parted = false) =>
  reasonToStayApart(one, other, { type, parted }, types);

describe('two customers who show the same verified identifier', () => {
  it('are one', () => expect(apart([party()], [party()], 'email')).toBeUndefined());

  it('stay apart when it is a device that both use', () => {
    expect(apart([party()], [party()], 'deviceId')).toEqual({ reason: 'sharedDevice' });
    expect(apart([party({ anonymous: true })], [party()], 'deviceId')).toBeUndefined();
  });

  it('count as known when anybody merged into them is', () => {
    const identified = [party({ anonymous: true }), party()] as const;
    expect(apart(identified, [party()], 'deviceId')).toEqual({ reason: 'sharedDevice' });
  });

  it('stay apart as parties of different types, unless one is anonymous', () => {
    const firm = party({ partyType: 'enterprise' });
    expect(apart([firm], [party()], 'phone')).toEqual({ reason: 'differentPartyTypes' });
    expect(apart([firm], [party({ anonymous: true })], 'phone')).toBeUndefined();
  });

  it('stay apart when together they have more of a type than believable, the most trusted type being named', () => {
    const half = party({ identifiers: many('email', types.email.most / 2) });
    const more = party({ identifiers: [...many('email', 1), ...many('phone', types.phone.most)] });
    expect(apart([half], [half], 'phone')).toBeUndefined();
    expect(apart([half, more], [half], 'phone')).toEqual({ reason: 'tooManyIdentifiers', crowdedType: 'email' });
    const phoneFirst = { ...types, phone: { ...types.phone, priority: 0 } };
    const both = party({ identifiers: [...many('email', types.email.most), ...many('phone', types.phone.most)] });
    expect(reasonToStayApart([both], [both], { type: 'email', parted: false }, phoneFirst)).toEqual({
      reason: 'tooManyIdentifiers',
      crowdedType: 'phone',
    });
  });

  it('stay apart for good once a person has parted them', () => {
    expect(apart([party({ anonymous: true })], [party()], 'email', true)).toEqual({ reason: 'partedBefore' });
  });

  it('are told why in words', () => {
    expect(explained({ reason: 'tooManyIdentifiers', crowdedType: 'email' }, types)).toMatch(/more than 10 .* email/);
    for (const reason of REASONS_APART) expect(explained({ reason }, types)).toMatch(/\.$/);
  });
});
