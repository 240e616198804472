import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { readJson } from './message-body.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('the body of a request', () => {
  it.each([
    ['as it is', bytes('{"a":"ü"}')],
    ['packed', gzipSync('{"a":"ü"}')],
    ['with a mark before it', bytes('\uFEFF{"a":"ü"}')],
  ])('is read %s, whatever its headers say', async (_how, body) => {
    expect(await readJson(body)).toEqual({ a: 'ü' });
  });
  it.each([
    ['empty', bytes(''), 'form'],
    ['no bytes', undefined, 'form'],
    ['no JSON', bytes('{"email":"a@example.com"'), 'form'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'form'],
    ['packed badly', Buffer.from([0x1f, 0x8b, 1, 2, 3]), 'form'],
    ['a bomb', gzipSync(Buffer.alloc(17 * 1024 * 1024, 'x')), 'too-large'],
  ])('that is %s is refused', async (_what, body, slug) => {
    await expect(readJson(body)).rejects.toMatchObject({ slug, message: expect.not.stringContaining('example.com') });
  });
});
