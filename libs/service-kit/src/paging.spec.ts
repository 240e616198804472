import { describe, expect, it } from '@jest/globals';
import { Instant, Uuid } from '@rapport/contracts';
import Type from 'typebox';
import { cursorOf, page } from './paging.ts';

const cursors = cursorOf(Type.Tuple([Instant, Uuid]));
const at = '2024-05-01T10:00:00.000Z';
const id = '0192f0c1-7d5e-7a3b-8c4d-1e2f3a4b5c6d';

describe('a cursor', () => {
  it('reads back as what was written', () => {
    expect(cursors.read(cursors.write([at, id]))).toEqual([at, id]);
    expect(cursors.read(undefined)).toBeUndefined();
  });

  it.each([
    ['no base64', '%%%'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['another shape', Buffer.from(JSON.stringify([1, id])).toString('base64url')],
    ['an injected value', Buffer.from(JSON.stringify([at, "' or 1=1 --"])).toString('base64url')],
    ['of no day of the calendar', Buffer.from(JSON.stringify(['2023-02-30T10:00:00Z', id])).toString('base64url')],
    ['of no offset on earth', Buffer.from(JSON.stringify(['2023-02-20T10:00:00+23:59', id])).toString('base64url')],
    ['one value too many', Buffer.from(JSON.stringify([at, id, 3])).toString('base64url')],
  ])('that is %s is a 400', (_name, cursor) => {
    expect(() => cursors.read(cursor)).toThrow('/cursor is not one that this list gave');
  });
});

describe('a page', () => {
  it('has a next one only where a row more was read', () => {
    expect(page([1, 2, 3], 2, String)).toEqual({ items: [1, 2], next: '2' });
    expect(page([1, 2], 2, String)).toEqual({ items: [1, 2], next: null });
    expect(page([], 2, String)).toEqual({ items: [], next: null });
  });
});
