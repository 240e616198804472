import { describe, expect, it } from '@jest/globals';
import type { Personal } from '../projections/personal.ts';
import { addressesOf } from './contact-point.ts';

const identifier = (number: number, value: string, verified: boolean, addedAt = '2026-01-01T00:00:00.000Z') => ({
  number,
  type: 'email' as const,
  value,
  normalised: value,
  verified,
  addedAt,
});
const personal = (identifiers: Personal['identifiers'], attributes: Personal['attributes'] = {}): Personal => ({
  name: null,
  preferredLanguage: null,
  timeZone: null,
  identifiers,
  attributes,
});

describe('where a customer is reached', () => {
  it('is at verified addresses first, of equals at the last told, each once over all records', () => {
    const members = [
      {
        customerId: 'a',
        personal: personal([
          identifier(1, 'old@x.org', true),
          identifier(2, 'guess@x.org', false, '2026-05-01T00:00:00.000Z'),
          identifier(3, 'new@x.org', true, '2026-02-01T00:00:00.000Z'),
        ]),
      },
      { customerId: 'b', personal: personal([identifier(1, 'guess@x.org', true, '2026-03-01T00:00:00.000Z')]) },
    ];
    expect(addressesOf(members, 'email')).toEqual([
      { customerId: 'b', number: 1, value: 'guess@x.org' },
      { customerId: 'a', number: 3, value: 'new@x.org' },
      { customerId: 'a', number: 1, value: 'old@x.org' },
    ]);
    expect(addressesOf(members, 'sms')).toEqual([]);
  });

  it('is by letter at the postal address', () => {
    const members = [{ customerId: 'a', personal: personal([], { postalAddress: '1 Mill Lane' }) }];
    expect(addressesOf(members, 'letter')).toEqual([{ customerId: 'a', number: 1, value: '1 Mill Lane' }]);
  });
});
