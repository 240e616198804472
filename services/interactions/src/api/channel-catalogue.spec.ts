import { describe, expect, it } from '@jest/globals';
import catalogue from '../migrations/channels-v1.json' with { type: 'json' };
import costs from '../migrations/channel-costs-v1.json' with { type: 'json' };
import { channelsOf, type Channel, type Offer } from './channel-catalogue.ts';

const isOffer = (text: string): text is Offer => text === 'yes' || text === 'no' || text === 'unconfirmed';
const shipped = catalogue.channels.map(({ functions, ...channel }): Channel => {
  const offers = Object.entries(functions).filter((entry): entry is [string, Offer] => isOffer(entry[1]));
  return { ...channel, version: catalogue.version, cost: null, functions: Object.fromEntries(offers) };
});
const channels = channelsOf(shipped, new Map(Object.entries(catalogue.functionOfType)));

describe('the shipped channel catalogue', () => {
  it('says of every cell yes, no or unconfirmed, and names every channel once', () => {
    const cells = catalogue.channels.flatMap(({ functions }) => Object.values(functions));
    expect(new Set(cells)).toEqual(new Set(['yes', 'no', 'unconfirmed']));
    expect(new Set(shipped.map(({ code }) => code)).size).toBe(shipped.length);
    expect(Object.keys(costs).sort()).toEqual(shipped.map(({ code }) => code).sort());
  });
  it.each([
    ['phone', 'order', true],
    ['sms', 'enquiry', true],
    ['sms', 'order', false],
    ['social', 'complaint', true],
    ['social', 'advice', false],
    ['branch', 'payment', true],
    ['letter', 'payment', false],
    ['letter', 'suggestion', true],
  ])('on the channel %s a contact of type %s is offered: %s', (channel, type, offersFunction) => {
    expect(channels.of({ channel, type })).toEqual({ known: true, offersFunction });
  });
  it('takes the function told before that of the type, and unconfirmed for no', () => {
    expect(channels.of({ channel: 'bank.webBank', type: 'enquiry', function: 'balance' }).offersFunction).toBe(true);
    expect(channels.of({ channel: 'bank.sms', type: 'enquiry', function: 'balance' }).offersFunction).toBe(false);
    expect(channels.of({ channel: 'bank.ivr', type: 'complaint', function: 'dispute' }).offersFunction).toBe(false);
  });
  it('holds nothing against a channel that the matrix does not speak of', () => {
    expect(channels.of({ channel: 'phone', type: 'relationship' })).toEqual({ known: true, offersFunction: true });
    expect(channels.of({ channel: 'phone', type: 'advice', function: 'juggling' }).offersFunction).toBe(true);
    expect(channels.of({ channel: 'pigeon', type: 'order' })).toEqual({ known: false, offersFunction: true });
  });
});
