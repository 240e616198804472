import { expect, it } from '@jest/globals';
import { sealedLinks } from './sealed-links.ts';

const key = 'k'.repeat(32);
const link = {
  linkId: '0190a3c5-0000-7000-8000-000000000004',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  expiresAt: '2026-03-16T10:00:00.000Z',
};

it('a link sealed for one thing opens no other', () => {
  const token = sealedLinks('survey link', [key]).seal(link);
  expect(sealedLinks('survey link', [key]).read(token)).toEqual(link);
  expect(sealedLinks('style link', [key]).read(token)).toBeUndefined();
});

it('a link that was sent before is read, and sealed again to the same bytes', () => {
  const token = 'AQGQo8UAAHAAgAAAAAAAAAQBkKPEex58Op1VD2scLT5PabfUoGYhi3H237sARKbJXF6ybNI';
  const links = sealedLinks('survey link', [key]);
  expect(links.read(token)).toEqual(link);
  expect(links.seal(link)).toBe(token);
});
