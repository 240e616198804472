import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { consentsNow, inForce, permission, type Statement } from './strictest-consent.ts';

let position = 0;
const said = (customerId: string, given: boolean, at: string, rest: Partial<Statement> = {}): Statement => ({
  customerId,
  purpose: 'marketing',
  channel: 'email',
  given,
  at,
  position: (position += 10),
  evidence: 'form',
  eventId: `event ${position}`,
  ...rest,
});
const marketing = { code: 'marketing', basis: 'consent', months: 24 } as const;
const asked = { channel: 'email', joinedAt: 0, monthsAgo: () => '2024-01-01' };

describe('consent of one record', () => {
  it('is what was said last, whatever became known first', () => {
    const given = said('a', true, '2026-01-01');
    const withdrawn = said('a', false, '2025-01-01');
    expect(inForce([given, withdrawn], 0)).toBe(given);
    expect(inForce([withdrawn, given], 0)).toBe(given);
  });

  it('is withdrawn where both were said at once', () => {
    const withdrawn = said('a', false, '2026-01-01');
    expect(inForce([said('a', true, '2026-01-01'), withdrawn], 0)).toBe(withdrawn);
  });
});

describe('consent of records that were put together', () => {
  it('is withdrawn where any of them withdrew, even before another agreed', () => {
    const withdrawn = said('a', false, '2025-01-01');
    const given = said('b', true, '2026-01-01');
    expect(inForce([withdrawn, given], given.position + 5)).toBe(withdrawn);
  });

  it('is given again by what is said after they were put together', () => {
    const withdrawn = said('a', false, '2025-01-01');
    const given = said('b', true, '2026-01-01');
    expect(inForce([withdrawn, given], given.position - 5)).toBe(given);
  });

  it('is each one’s own again when that is undone', () => {
    const withdrawn = said('a', false, '2025-01-01');
    const given = said('b', true, '2026-01-01');
    expect([inForce([withdrawn], 0), inForce([given], 0)]).toEqual([withdrawn, given]);
  });

  it('is never more than the last word of each allows, whatever the order', () => {
    const statement = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      given: fc.boolean(),
      day: fc.integer({ min: 10, max: 28 }),
    });
    fc.assert(
      fc.property(fc.array(statement, { minLength: 1, maxLength: 12 }), all => {
        const statements = all.map(({ id, given, day }) => said(id, given, `2026-01-${day}`));
        const joined = Math.max(...statements.map(each => each.position)) + 1;
        const one = inForce(statements, joined);
        expect(inForce(statements.toReversed(), joined)?.given).toBe(one?.given);
        const own = ['a', 'b', 'c'].map(id =>
          inForce(
            statements.filter(each => each.customerId === id),
            0,
          ),
        );
        expect(one?.given).toBe(own.every(each => each?.given !== false));
      }),
    );
  });
});

describe('whether somebody may be contacted', () => {
  it('needs a consent where the purpose does, which fades', () => {
    expect(permission(marketing, [], asked)).toMatchObject({ allowed: false, because: 'notAsked' });
    expect(permission(marketing, [said('a', true, '2025-01-01')], asked)).toMatchObject({
      allowed: true,
      because: 'given',
    });
    expect(permission(marketing, [said('a', true, '2023-01-01')], asked)).toMatchObject({
      allowed: false,
      because: 'expired',
    });
  });

  it('is so without one where there is another basis, until the customer objects', () => {
    const survey = { code: 'marketing', basis: 'legitimateInterest', months: null } as const;
    expect(permission(survey, [], asked)).toMatchObject({ allowed: true, because: 'legitimateInterest' });
    expect(permission(survey, [said('a', false, '2020-01-01')], asked)).toMatchObject({
      allowed: false,
      because: 'withdrawn',
    });
  });

  it('counts what was said of any channel for each', () => {
    const email = said('a', true, '2025-01-01');
    const any = said('a', false, '2025-06-01', { channel: 'any' });
    expect(permission(marketing, [email, any], asked)).toMatchObject({ allowed: false, statement: any });
    expect(permission(marketing, [any], { ...asked, channel: 'phone' })).toMatchObject({ because: 'withdrawn' });
  });

  it('is not for a purpose that nobody has declared', () => {
    expect(permission(undefined, [], asked)).toEqual({ allowed: false, because: 'unknownPurpose', statement: null });
  });
});

it('tells each purpose and channel on its own', () => {
  const statements = [said('a', true, '2026-01-01'), said('a', false, '2026-01-01', { channel: 'phone' })];
  expect(consentsNow(statements, 0).map(({ channel, given }) => [channel, given])).toEqual([
    ['email', true],
    ['phone', false],
  ]);
});

it('tells a channel as withdrawn when any was withdrawn since', () => {
  const statements = [said('a', true, '2026-01-01'), said('a', false, '2026-02-01', { channel: 'any' })];
  expect(consentsNow(statements, 0).map(({ channel, given }) => [channel, given])).toEqual([
    ['any', false],
    ['email', false],
  ]);
});
