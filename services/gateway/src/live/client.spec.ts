import { expect, it } from '@jest/globals';
import type { Viewer } from '@rapport/service-kit';
import { Client } from './client.ts';
import { changeOf } from './frame.ts';

const change = (account: object | null) =>
  changeOf({
    topic: 't',
    partition: 0,
    offset: 3,
    key: 'c1',
    headers: { version: '7' },
    value: Buffer.from(JSON.stringify({ customerId: 'c1', account })),
  });
const as = (own: string): Viewer => ({ roles: ['specialist'], own: [own], covers: [], led: [] });
const wants = (viewer: Viewer | null, account: object | null): boolean =>
  new Client({ customer: undefined, team: undefined, viewer: () => viewer }).wants(change(account));

it('a client is sent the customers whom it may see, and every end of one', () => {
  const anas = { ownerId: 'ana', team: ['ben'], absences: [] };
  expect([wants(as('ana'), anas), wants(as('ben'), anas), wants(as('cyd'), anas), wants(null, anas)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(wants(as('cyd'), null)).toBe(true);
  const end = changeOf({ topic: 't', partition: 0, offset: 3, key: 'c1', headers: {}, value: null });
  expect(new Client({ customer: undefined, team: undefined, viewer: () => as('cyd') }).wants(end)).toBe(true);
});
