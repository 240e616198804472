import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mappingOf } from './mapping.ts';
import { readSegment, type Envelope } from './segment.ts';

const receivedAt = '2026-11-22T10:00:00.000Z';
const envelope: Envelope = {
  source: 'shop',
  channel: 'web',
  receivedAt,
  mapping: mappingOf([
    { call: 'track', event: 'Order Completed', as: 'purchase' },
    { call: 'track', event: 'Order Refunded', as: 'refund' },
    { call: 'track', event: 'Heartbeat', as: 'nothing' },
    { call: 'track', event: 'Help Asked', as: 'interaction', type: 'support', phase: 'afterSale', channel: 'chat' },
  ]),
};
const read = (message: unknown, more: Partial<Envelope> = {}) => readSegment(message, { ...envelope, ...more });

describe('a message of the Segment HTTP API', () => {
  it('that identifies tells who somebody is: ids that its sender vouches for, traits that nobody verified', () => {
    const message = {
      type: 'identify',
      messageId: 'm1',
      userId: 42,
      anonymousId: 'device-1',
      traits: { email: 'Eva@Example.com', phone: '+49 30 123456', firstName: 'Eva', lastName: 'Sol', plan: 'gold' },
      context: { locale: 'de_DE' },
    };
    expect(read(message)).toEqual({
      ok: true,
      messageId: 'm1',
      occurredAt: receivedAt,
      who: {
        identifiers: [
          { type: 'externalId', value: '42', verified: true },
          { type: 'deviceId', value: 'device-1', verified: true },
          { type: 'email', value: 'Eva@Example.com', verified: false },
          { type: 'phone', value: '+49 30 123456', verified: false },
        ],
        name: 'Eva Sol',
        preferredLanguage: 'de-DE',
      },
      others: [],
      facts: undefined,
      dropped: ['traits.plan'],
    });
  });
  it.each([
    ['web', { context: { page: { path: '/' } } }],
    ['web', { context: { userAgent: 'Mozilla' } }],
    ['app', { context: { app: { name: 'Shop' }, userAgent: 'x' } }],
    ['app', { type: 'screen', name: 'Home' }],
    ['web', { context: { library: { name: 'server' } } }],
    ['chat', { event: 'help asked' }],
  ])('is a contact on the channel %s', (channel, more) => {
    const reading = read({ type: 'track', event: 'Looked Around', userId: 'u', ...more });
    expect(reading).toMatchObject({ facts: { kind: 'interaction', body: { channel, direction: 'inbound' } } });
  });
  it('is an enquiry unless a rule says otherwise', () => {
    expect(read({ userId: 'u', event: 'Any', properties: { a: 1 } }, { call: 'track' })).toMatchObject({
      facts: { body: { type: 'enquiry', phase: 'preSale' } },
      dropped: ['properties.a'],
    });
    expect(read({ userId: 'u', event: 'Help Asked', type: 'track' })).toMatchObject({
      facts: { body: { type: 'support', phase: 'afterSale' } },
    });
    expect(read({ userId: 'u', event: 'Heartbeat', type: 'track' })).toMatchObject({ ok: true, facts: undefined });
  });
  it('that completes an order is a purchase, known by the order; its refund finds it', () => {
    const order = { order_id: 7, total: 27.5, currency: 'EUR', coupon: 'X' };
    expect(read({ type: 'track', event: 'Order Completed', userId: 'u', properties: order })).toMatchObject({
      facts: {
        kind: 'purchase',
        sourceId: 'order:7',
        body: { channel: 'web', amount: { minor: 2750, currency: 'EUR' }, lines: [] },
      },
      dropped: ['properties.coupon'],
    });
    expect(read({ type: 'track', event: 'Order Refunded', userId: 'u', properties: order })).toMatchObject({
      facts: { kind: 'refund', ofPurchase: 'order:7', body: { amount: { minor: 2750 } } },
    });
  });
  it('that joins a group tells of an enterprise beside the person, one of an alias that two ids are one person', () => {
    expect(read({ type: 'group', userId: 'u', groupId: 'g', traits: { name: 'Initech' } })).toMatchObject({
      who: { identifiers: [{ value: 'u' }], contactOf: { type: 'externalId', value: 'group:g', verified: true } },
      others: [{ partyType: 'enterprise', name: 'Initech', identifiers: [{ value: 'group:g' }] }],
    });
    expect(read({ type: 'alias', userId: 'u', previousId: 'p' })).toMatchObject({
      who: {
        identifiers: [
          { type: 'externalId', value: 'u' },
          { type: 'externalId', value: 'p' },
          { type: 'deviceId', value: 'p' },
        ],
      },
    });
  });
  it('without an id is known by what it says, whenever it is sent', () => {
    const message = { type: 'page', anonymousId: 'd', timestamp: '2026-11-22T09:00:00Z' };
    const [one, same, other] = [
      read({ ...message, sentAt: '2026-11-22T09:00:01Z' }),
      read({ ...message, sentAt: '2026-11-22T09:10:01Z' }),
      read({ ...message, name: 'Prices' }),
    ].map(({ messageId }) => messageId);
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });
  it.each([
    ['a text', 'hello', /object/],
    ['of no known type', { type: 'shout', userId: 'u' }, /type must be/],
    ['about nobody', { type: 'track', event: 'x' }, /userId or anonymousId/],
    ['about nothing', { type: 'track', userId: 'u' }, /event must/],
    ['at no time', { type: 'page', userId: 'u', timestamp: 'soon' }, /timestamp/],
    ['of no group', { type: 'group', userId: 'u' }, /groupId/],
    ['of an alias of nobody', { type: 'alias', userId: 'u' }, /previousId/],
    [
      'of a refund of nothing',
      { type: 'track', event: 'Order Refunded', userId: 'u', properties: { total: 1 } },
      /order_id/,
    ],
    [
      'of an order that cost nothing that can be told',
      { type: 'track', event: 'Order Completed', userId: 'u' },
      /total/,
    ],
  ])('%s is refused with the reason', (_what, message, reason) => {
    expect(read(message)).toMatchObject({ ok: false, slug: 'form', reason: expect.stringMatching(reason) });
  });
  it('is read or refused, whatever it is', () => {
    const key = fc.constantFrom(
      'type',
      'userId',
      'anonymousId',
      'event',
      'traits',
      'properties',
      'context',
      'timestamp',
    );
    const value = fc.oneof(fc.constantFrom('identify', 'track', 'group', 'u'), fc.jsonValue());
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(key, value)), message => {
        expect(typeof read(message).ok).toBe('boolean');
      }),
    );
  });
});
