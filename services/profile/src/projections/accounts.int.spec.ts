import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { hierarchyOf, onDuty, peopleOf } from './account.query.ts';
import { accounts } from './accounts.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { merged, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let [firm, group, top] = ['', '', ''];
let owner = '';
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, accounts] });
});
beforeEach(async () => {
  [firm, group, top] = [newId(), newId(), newId()];
  owner = `agent-${newId()}`;
  await deliver(...[firm, group, top].map(id => registered(id)));
});
afterAll(() => database.drop());

const assigned = (customerId: string, ownerId: string, ...team: string[]): Told => ({
  type: 'AccountAssigned',
  subject: customerId,
  data: { customerId, ownerId, team },
});
const belongs = (customerId: string, parentId?: string): Told => ({
  type: 'ParentEnterpriseSet',
  subject: customerId,
  data: { customerId, ...(parentId !== undefined && { parentId }) },
});
const away = (staffId: string, coverId: string, absenceId = newId()): Told => ({
  type: 'AbsenceArranged',
  subject: `staff:${staffId}`,
  data: { absenceId, staffId, coverId, from: '2026-07-01', to: '2099-07-14' },
});
const documentOf = async (id: string) => (await customerDocuments(database.pool, [id])).get(id);

describe('who looks after a customer', () => {
  it('is in the view with the absences of the owner, and their arranging and cancelling publish it again', async () => {
    await deliver(assigned(firm, owner, 'cleo'));
    expect((await documentOf(firm))?.account).toEqual({ ownerId: owner, team: ['cleo'], absences: [] });
    const before = (await documentOf(firm))?.version ?? 0;
    const absenceId = newId();
    await deliver(away(owner, 'ben', absenceId));
    const document = await documentOf(firm);
    expect(document?.account?.absences).toEqual([
      { staffId: owner, coverId: 'ben', from: '2026-07-01', to: '2099-07-14' },
    ]);
    expect(document?.version).toBeGreaterThan(before);
    const data = { absenceId, staffId: owner };
    await deliver({ type: 'AbsenceCancelled', subject: `staff:${owner}`, data });
    expect((await documentOf(firm))?.account?.absences).toEqual([]);
  });

  it('is the survivor’s owner, or that of who was merged into it, and each its own again afterwards', async () => {
    await deliver(assigned(group, owner), ...merged(firm, group));
    expect((await documentOf(firm))?.account?.ownerId).toBe(owner);
    await deliver(assigned(firm, 'dan'));
    expect((await documentOf(firm))?.account?.ownerId).toBe('dan');
    await deliver(...unmerged(firm, group));
    expect((await documentOf(group))?.account?.ownerId).toBe(owner);
  });

  it('is who covers for the owner while they are away, and for that one where they are too', () => {
    const absences = [{ staffId: 'ana', coverId: 'ben', from: '2026-07-01', to: '2026-07-14' }];
    const both = { ownerId: 'ana', team: [], absences };
    expect(['2026-06-30', '2026-07-01', '2026-07-14', '2026-07-15'].map(day => onDuty(both, day))).toEqual([
      'ana',
      'ben',
      'ben',
      'ana',
    ]);
    const ben = { staffId: 'ben', coverId: 'cleo', from: '2026-07-05', to: '2026-07-06' };
    expect(onDuty(both, '2026-07-05', [ben])).toBe('cleo');
    const round = { staffId: 'ben', coverId: 'ana', from: '2026-07-05', to: '2026-07-06' };
    expect(['ana', 'ben']).toContain(onDuty(both, '2026-07-05', [round]));
  });
});

describe('the hierarchy', () => {
  it('is read upwards and downwards, follows merges, and ends where one would be above itself', async () => {
    await deliver(belongs(firm, group), belongs(group, top));
    expect(await hierarchyOf(database.pool, firm)).toEqual({ above: [group, top], below: [] });
    expect(await hierarchyOf(database.pool, top)).toEqual({
      above: [],
      below: [
        { id: group, depth: 1 },
        { id: firm, depth: 2 },
      ],
    });
    await deliver(...merged(top, firm));
    expect(await hierarchyOf(database.pool, top)).toEqual({ above: [group], below: [{ id: group, depth: 1 }] });
    await deliver(...unmerged(top, firm), belongs(firm));
    expect(await hierarchyOf(database.pool, firm)).toEqual({ above: [], below: [] });
  });
});

it('the people of an enterprise are those who speak for it now', async () => {
  const data = { customerId: firm, personId: group };
  await deliver({ type: 'ContactPersonLinked', subject: firm, data: { ...data, roles: ['user'] } });
  await deliver({ type: 'ContactPersonLinked', subject: firm, data: { ...data, roles: ['buyer', 'user'] } });
  expect(await peopleOf(database.pool, [firm], null)).toEqual([{ personId: group, roles: ['buyer', 'user'] }]);
  await deliver({ type: 'ContactPersonUnlinked', subject: firm, data: { ...data, reason: 'leftTheFirm' } });
  expect(await peopleOf(database.pool, [firm], null)).toEqual([]);
});
