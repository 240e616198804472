import { expect, it } from '@jest/globals';
import { namesIn } from './names-in.ts';

const ID = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const names = new Set(['customer', 'customerId']);

it('finds what path, query and body name, and leaves the rest to the route', () => {
  const asked = { params: { customerId: ID }, query: { customer: ID, limit: '5' }, body: { customerId: ID, note: ID } };
  expect(namesIn(asked, names)).toEqual([
    ['customerId', ID],
    ['customer', ID],
    ['customerId', ID],
  ]);
  expect(namesIn({ params: { customerId: 'x' }, query: null, body: 'customerId' }, names)).toEqual([]);
  expect(namesIn({ params: {}, query: { customer: [ID] }, body: [ID] }, names)).toEqual([]);
});
