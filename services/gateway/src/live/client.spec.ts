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

it('work is told in full to whom it is given, or who sees all, and bare to everybody else', () => {
  const told = { partition: 0, offset: 3, customer: 'c1', body: Buffer.from('all') };
  const work = { ...told, given: { assignee: 'ana' as string | undefined, bare: Buffer.from('bare') } };
  const bareTo = (viewer: Viewer | null, change = work) =>
    new Client({ customer: undefined, team: undefined, viewer: () => viewer }).bare(change)?.toString();
  const manager: Viewer = { ...as('max'), roles: ['manager'] };
  const lead: Viewer = { ...as('sue'), roles: ['supervisor'], led: ['ana'] };
  expect([as('ana'), lead, manager, null, as('ben')].map(viewer => bareTo(viewer))).toEqual([
    ...[undefined, undefined, undefined, undefined],
    'bare',
  ]);
  expect(bareTo(as('ana'), { ...told, given: { assignee: undefined, bare: Buffer.from('bare') } })).toBe('bare');
});
