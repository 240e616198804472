import { expect, it } from '@jest/globals';
import attributes from '../migrations/attributes-v1.json' with { type: 'json' };
import { sortedOut } from './kept-attributes.ts';
import { ATTRIBUTES } from './privacy-catalogues.ts';

it('keeps what the catalogue declares for customers, and tells the names of the rest', () => {
  const content: unknown = attributes;
  if (!ATTRIBUTES.accepts(content)) throw new Error('it does not fit its schema');
  const told = { birthday: '1815-12-10', shoeSize: 38, contactNotes: 'no detail of a customer', salutation: null };
  expect(sortedOut(told, content)).toEqual({
    kept: { 'attribute:birthday': '1815-12-10', 'attribute:salutation': null },
    dropped: ['contactNotes', 'shoeSize'],
  });
});
