import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { checkMapping, columnsOf, MappingSchema, readMapping } from './mapping.ts';

const own = (name: string): string => new URL(`../../mappings/${name}`, import.meta.url).pathname;
const purchase = {
  source: 'shop',
  target: 'purchase',
  zone: 'Europe/Berlin',
  customer: { column: 'id', prefix: 'shop:' },
  occurredAt: { column: 'when', format: 'iso' },
  fields: { channel: { constant: 'web' }, amount: { column: 'paid', money: 'EUR' }, lines: { column: 'what' } },
};

describe('a mapping', () => {
  it.each(['cfpb.json', 'cdnow.json', 'orders.json', 'deliveries.json', 'refunds.json'])('%s is right', async name => {
    expect(columnsOf(await readMapping(own(name))).length).toBeGreaterThan(3);
  });

  it('has its form published as a JSON Schema', async () => {
    const published: unknown = JSON.parse(await readFile(own('mapping.schema.json'), 'utf8'));
    expect(published).toEqual(JSON.parse(JSON.stringify(MappingSchema)));
  });

  it.each([
    ['a target that is none', { target: 'parcel' }, /target: must be/],
    ['a zone that is none', { zone: 'Berlin' }, /zone: 'Berlin' is no IANA time zone/],
    [
      'a field that the target does not have',
      { fields: { ...purchase.fields, colour: { constant: 'red' } } },
      /colour: a purchase has no such field/,
    ],
    ['a field that is missing', { fields: { channel: { constant: 'web' } } }, /amount: a purchase needs it/],
    [
      'an unknown transform',
      { fields: { ...purchase.fields, amount: { column: 'paid', moeny: 'EUR' } } },
      /fields.amount/,
    ],
    ['an unknown setting', { separator: ';' }, /separator/],
    ['no customer', { customer: undefined }, /customer: a purchase needs it/],
    [
      'a customer that the purchase of a refund tells',
      { target: 'refund', fields: { purchaseId: { column: 'id', recordedBy: 'shop' } } },
      /customer: that of a refund is known by what it names/,
    ],
    [
      'an identifier of a type that is none',
      { customer: { identifiers: [{ type: 'fax', column: 'fax', verified: true }] } },
      /customer\.identifiers\.0\.type/,
    ],
    [
      'an identifier that does not say whether it is verified',
      { customer: { identifiers: [{ type: 'email', column: 'mail' }] } },
      /customer\.identifiers\.0: must have required properties verified/,
    ],
    [
      'a delivery whose time has two columns',
      { target: 'delivery', fields: { deliveredAt: { column: 'when' } } },
      /fields\.deliveredAt: a delivery has no such field/,
    ],
    ['a customer of two kinds', { customer: { column: 'id', anonymous: true } }, /customer/],
  ])('is refused for %s', (_, change, reason) => {
    expect(() => checkMapping({ ...purchase, ...change }, 'shop.json')).toThrow(reason);
  });

  it('is refused when it is no JSON, or not there', async () => {
    await expect(readMapping(import.meta.filename)).rejects.toThrow(/it is no JSON/);
    await expect(readMapping(own('nowhere.json'))).rejects.toThrow(/cannot be read/);
  });
});
