import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@rapport/decider';
import fc from 'fast-check';
import { distinct, identify, type GivenIdentifier, type IdentifierType } from './identifier.ts';
import { rules } from './identity-rules.fixture.ts';
import { rulesOf } from './identity-rules.ts';

const normalised = (type: IdentifierType, value: string): string =>
  identify({ type, value, verified: true }, 'US', rules).normalised;

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

  it('keeps apart what only some providers deliver to the same box', () => {
    const box = normalised('email', 'ada.l@example.org');
    expect(normalised('email', 'ada.l+shop@example.org')).toBe('ada.l+shop@example.org');
    expect(normalised('email', 'adal@example.org')).not.toBe(box);
    expect(normalised('email', 'ADA.L@EXAMPLE.ORG')).toBe(box);
    expect(normalised('email', 'ada.l@exámple.org'.normalize('NFD'))).toBe(normalised('email', 'ada.l@exámple.org'));
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
    expect(identify({ type: 'phone', value: '020 7183 8750', verified: true }, 'GB', rules).normalised).toBe(
      '+442071838750',
    );
    expect(identify({ type: 'phone', value: '138 0013 8000', verified: true }, 'CN', rules).normalised).toBe(
      '+8613800138000',
    );
  });

  it.each([
    ['+44 (0)20 7183 8750', '+442071838750'],
    ['0044 20 7183 8750', '+442071838750'],
    ['011 44 20 7183 8750', '+442071838750'],
    ['tel:+44-20-7183-8750', '+442071838750'],
    ['＋４４ ２０ ７１８３ ８７５０', '+442071838750'],
    ['+44.20.7183.8750', '+442071838750'],
    ['1-201-555-0123', '+12015550123'],
    ['(201) 555-0123 ext. 12', '+12015550123;ext=12'],
  ])('is the same however it is written: %s', (value, e164) => expect(normalised('phone', value)).toBe(e164));

  it('with an extension is another than the switchboard, which is everybody’s', () => {
    expect(normalised('phone', '201-555-0123 x12')).not.toBe(normalised('phone', '201-555-0123'));
    expect(normalised('phone', '+12015550123;ext=12')).toBe(normalised('phone', '(201) 555-0123 ext 12'));
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

it('is blocked where the rules in force name it, however it is written, and by no other type', () => {
  const desk = rulesOf(2, {
    ...rules,
    blocked: [{ type: 'phone', value: '+12015550100' }],
    oneCharacterBlocked: false,
  });
  const tryUnder = (type: IdentifierType, value: string) => () =>
    identify({ type, value, verified: true }, 'US', desk).normalised;
  expect(tryUnder('phone', '(201) 555-0100')).toThrow('stands for nobody');
  expect(tryUnder('phone', '(201) 555-0101')()).toBe('+12015550101');
  expect(tryUnder('externalId', '+12015550100')()).toBe('+12015550100');
  expect(tryUnder('externalId', 'anonymous')()).toBe('anonymous');
  expect(tryUnder('externalId', '0000')()).toBe('0000');
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
  const of = (type: IdentifierType, value: string, verified: boolean) =>
    identify({ type, value, verified }, 'US', rules);
  const list = distinct(
    [
      of('deviceId', 'd1', true),
      of('email', 'ada@example.org', false),
      of('email', 'ADA@example.org', true),
      of('externalId', 'crm-1', false),
    ],
    rules.types,
  );
  expect(list.map(({ type, verified }) => [type, verified])).toEqual([
    ['externalId', false],
    ['email', true],
    ['deviceId', true],
  ]);
});

function tried(given: GivenIdentifier): string | undefined {
  try {
    return identify(given, 'US', rules).normalised;
  } catch {
    return undefined;
  }
}
