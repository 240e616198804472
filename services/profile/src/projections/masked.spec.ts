import { expect, it } from '@jest/globals';
import { masked } from './masked.ts';
import type { StoredIdentifier } from './personal.ts';

const of = (type: StoredIdentifier['type'], normalised: string): string =>
  masked({ number: 1, type, value: normalised, normalised, verified: true, addedAt: '2026-03-01T09:00:00.000Z' })
    .masked;

it('shows enough of an identifier to recognise it, and too little to use it', () => {
  expect(of('email', 'ada.lovelace@example.org')).toBe('a•••@example.org');
  expect(of('email', 'al@example.org')).toBe('•••@example.org');
  expect(of('phone', '+12015550123')).toBe('•••123');
  expect(of('externalId', 'crm-7')).toBe('•••');
});
