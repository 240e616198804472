import { describe, expect, it } from '@jest/globals';
import type { CsvRow } from './csv.ts';
import { checkMapping } from './mapping.ts';
import { Occurrences } from './occurrences.ts';
import { checkHeader, rowMapper } from './rows.ts';

const mapping = checkMapping(
  {
    source: 'shop',
    target: 'purchase',
    zone: 'Europe/Berlin',
    customer: { column: 'id', prefix: 'shop:' },
    occurredAt: { column: 'when', format: 'yyyy-MM-dd', at: '12:00' },
    fields: {
      channel: { column: 'via', values: { Shop: 'branch', '': 'web' } },
      amount: { column: 'paid', money: 'EUR' },
      'lines.0.product': { constant: 'tea' },
      'lines.0.quantity': { column: 'count', integer: true },
      'lines.0.amount': { column: 'paid', money: 'EUR' },
    },
    ignore: ['note'],
  },
  'shop.json',
);
const row = (fields: string[], line = 2): CsvRow => ({ line, raw: fields.join(','), fields, fault: null });
const header = row(['id', 'when', 'via', 'paid', 'count', 'note'], 1);
const map = (...fields: string[]) => rowMapper(header, mapping, new Occurrences())(row(fields));

describe('a header', () => {
  it('may have the columns in any order, and more of them', () => {
    expect(checkHeader(row([...header.fields.toReversed(), 'colour']), mapping)).toEqual(['colour']);
  });

  it.each([
    ['empty file', undefined, /is empty/],
    ['missing columns', row(['id', 'when', 'paid']), /lacks via, count; it has id, when, paid/],
    ['duplicate columns', row([...header.fields, 'paid']), /names paid twice/],
    ['a first row of data', row(['7', '2026-01-05', 'Shop', '3.20', '1', '']), /lacks/],
  ])('is refused: %s', (_, first, reason) => {
    expect(() => checkHeader(first, mapping)).toThrow(reason);
  });
});

describe('a row', () => {
  it('becomes the facts of its target', () => {
    expect(map('7', '2026-01-05', 'Shop', '3.20', '2', 'x')).toMatchObject({
      line: 2,
      shows: [{ type: 'externalId', value: 'shop:7', verified: true }],
      occurredAt: '2026-01-05T11:00:00.000Z',
      facts: {
        channel: 'branch',
        amount: { minor: 320, currency: 'EUR' },
        lines: [{ product: 'tea', quantity: 2, amount: { minor: 320, currency: 'EUR' } }],
      },
    });
  });

  it('of nothing sold is a purchase of nothing', () => {
    expect(map('7', '2026-01-05', '', '0.00', '0', '')).toMatchObject({
      facts: { amount: { minor: 0 }, channel: 'web' },
    });
  });

  it.each([
    ['too few values', ['7', '2026-01-05'], 'it has 2 values where the header has 6'],
    ['too many values', ['7', '2026-01-05', 'Shop', '1', '1', '', ''], 'it has 7 values where the header has 6'],
    ['no customer', ['', '2026-01-05', 'Shop', '1', '1', ''], 'id is empty, so the customer is unknown'],
    [
      'a wrong date',
      ['7', '2026-02-30', 'Shop', '1', '1', ''],
      "when: '2026-02-30' is not a date in the format yyyy-MM-dd",
    ],
    ['an unknown word', ['7', '2026-01-05', 'Fair', '1', '1', ''], "via: 'Fair' has no meaning in the mapping"],
    ['a wrong amount', ['7', '2026-01-05', 'Shop', '1,00', '1', ''], "paid: '1,00' is not an amount such as 29.33"],
    ['an empty value', ['7', '2026-01-05', 'Shop', '1', '', ''], 'count is empty'],
    ['a broken number', ['7', '2026-01-05', 'Shop', '1', '1.5', ''], "count: '1.5' is not a whole number"],
    ['a number out of range', ['7', '2026-01-05', 'Shop', '1', '-1', ''], 'lines.0.quantity must be >= 0'],
  ])('is rejected for %s', (_, fields, reason) => {
    expect(map(...fields)).toEqual({ line: 2, raw: fields.join(','), reason });
  });
});

describe('who and what a row tells', () => {
  const told = (change: object) => {
    const changed = checkMapping({ ...mapping, ...change }, 'shop.json');
    return (...fields: string[]) => rowMapper(header, changed, new Occurrences())(row(fields));
  };
  const identifiers = [
    { type: 'email', column: 'note', verified: true },
    { type: 'phone', column: 'id', verified: false },
  ];

  it('is the customer of all that it shows, of what is there alone', () => {
    const mapped = told({ customer: { identifiers }, ignore: [] });
    expect(mapped('0301', '2026-01-05', 'Shop', '1', '1', 'eva@example.com')).toMatchObject({
      shows: [
        { type: 'email', value: 'eva@example.com', verified: true },
        { type: 'phone', value: '0301', verified: false },
      ],
    });
    expect(mapped('0301', '2026-01-05', 'Shop', '1', '1', '')).toMatchObject({ shows: [{ type: 'phone' }] });
    expect(mapped('', '2026-01-05', 'Shop', '1', '1', '')).toMatchObject({
      reason: 'it shows nothing that its customer is known by',
    });
  });

  it('is the customer of a number first', () => {
    const customer = { column: 'id', prefix: 'shop:', identifiers };
    expect(told({ customer })('7', '2026-01-05', 'Shop', '1', '1', 'eva@example.com')).toMatchObject({
      shows: [{ value: 'shop:7', verified: true }, { type: 'email' }, { type: 'phone' }],
    });
  });

  it('is known by the id of its sender where there is one', () => {
    const mapped = told({ id: { column: 'note' } });
    expect(mapped('7', '2026-01-05', 'Shop', '1', '1', 'A-1')).toMatchObject({ key: 'A-1' });
    expect(mapped('7', '2026-01-05', 'Shop', '1', '1', '')).toMatchObject({
      reason: 'note is empty, so the row has no id',
    });
  });
});
