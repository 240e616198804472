import { describe, expect, it } from '@jest/globals';
import { writeKeyOf } from './write-key.ts';

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the write key of a request', () => {
  it.each([
    ['the user of basic authentication', basic('k1:'), undefined],
    ['such a user without a colon', basic('k1'), undefined],
    ['a bearer token', 'bearer k1', undefined],
    ['what the body says', undefined, { writeKey: 'k1' }],
    ['the header before the body', basic('k1:'), { writeKey: 'k2' }],
  ])('is %s', (_how, header, body) => {
    expect(writeKeyOf(header, body)).toBe('k1');
  });
  it.each([undefined, 'Basic', basic(':secret'), 'Digest x'])('is missing from %j', header => {
    expect(() => writeKeyOf(header, { batch: [] })).toThrow(expect.objectContaining({ slug: 'unauthenticated' }));
  });
});
