import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import fc from 'fast-check';
import { distinct, identify, type GivenIdentifier, type IdentifierType } from './identifier.ts';

const normalised = (type: IdentifierType, value: string): string =>
  identify({ type, value, verified: true }, 'US').normalised;

const refusal = (type: IdentifierType, value: string): string => {
  try {
    return normalised(type, value);
  } catch (error) {
    if (error instanceof DomainError) return error.slug;
    throw error;
  }
};

describe('an e-mail address', () => {
  it('is trimmed, in lower case, its domain in ASCII', () => {
    expect(normalised('email', '  Ada.L@Example.ORG ')).toBe('ada.l@example.org');
    expect(normalised('email', 'ada@bücher.example')).toBe('ada@xn--bcher-kva.example');
    expect(normalised('email', 'ADA@Bücher.Example')).toBe(normalised('email', 'ada@xn--bcher-kva.example'));
  });

  it.each(['ada', 'ada@', '@example.org', 'a b@example.org', 'ada@localhost', 'ada@1.2.3.4', 'a@b@example.org'])(
    'is refused as %s',
    value => expect(refusal('email', value)).toBe('identifier-invalid'),
  );

  it.each(['ada@x..org', 'ada@example.org:80', 'ada@example.org/x', 'ada@[::1]', `${'a'.repeat(65)}@example.org`])(
    'with a domain or name that is none is refused: %s',
    value => expect(refusal('email', value)).toBe('identifier-invalid'),
  );
});

describe('a phone number', () => {
  it('is E.164, read as of the default region where it has no country code', () => {
    expect(normalised('phone', '(201) 555-0123')).toBe('+12015550123');
    expect(normalised('phone', '+44 20 7183 8750')).toBe('+442071838750');
    expect(identify({ type: 'phone', value: '020 7183 8750', verified: true }, 'GB').normalised).toBe('+442071838750');
    expect(identify({ type: 'phone', value: '138 0013 8000', verified: true }, 'CN').normalised).toBe('+8613800138000');
  });

  it.each(['12345', 'call me', '+999123456789012345'])('is refused as %s', value =>
    expect(refusal('phone', value)).toBe('identifier-invalid'),
  );
});

describe('a value that identifies nobody', () => {
  const blocked: [IdentifierType, string][] = [
    ['phone', '0000'],
    ['phone', '+11111111111'],
    ['phone', '999-999-9999'],
    ['externalId', 'null'],
    ['externalId', ' Anonymous '],
    ['externalId', 'N/A'],
    ['externalId', '---'],
    ['email', 'noreply@shop.example'],
    ['email', 'Anonymous@example.org'],
    ['loyaltyCard', '0000 0000 0000'],
    ['deviceId', 'undefined'],
  ];
  it.each(blocked)('is blocked: %s %s', (type, value) => expect(refusal(type, value)).toBe('blocked-identifier'));
});

it('normalises a normalised value to itself', () => {
  const given = fc.record({
    type: fc.constantFrom<IdentifierType>('email', 'phone', 'externalId', 'loyaltyCard', 'deviceId'),
    value: fc.oneof(fc.emailAddress(), fc.string(), fc.integer({ min: 2e9, max: 9_999_999_999 }).map(String)),
    verified: fc.boolean(),
  });
  fc.assert(
    fc.property(given, one => {
      const first = tried(one);
      if (first !== undefined) expect(tried({ ...one, value: first })).toBe(first);
    }),
  );
});

it('counts the same value once, as verified if it ever was, and puts what is trusted most first', () => {
  const of = (type: IdentifierType, value: string, verified: boolean) => identify({ type, value, verified }, 'US');
  const list = distinct([
    of('deviceId', 'd1', true),
    of('email', 'ada@example.org', false),
    of('email', 'ADA@example.org', true),
    of('externalId', 'crm-1', false),
  ]);
  expect(list.map(({ type, verified }) => [type, verified])).toEqual([
    ['externalId', false],
    ['email', true],
    ['deviceId', true],
  ]);
});

function tried(given: GivenIdentifier): string | undefined {
  try {
    return identify(given, 'US').normalised;
  } catch {
    return undefined;
  }
}
