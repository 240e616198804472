import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { listStaff, listTeams } from './staff.query.ts';
import { staffAndTeams } from './staff.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [staffAndTeams] });
});
afterAll(() => database.drop());

const described = (staffId: string, more: object = {}): Told => ({
  type: 'StaffDescribed',
  subject: `staff:${staffId}`,
  data: { staffId, role: 'specialist', teamId: 'north', languages: ['en'], worksFrom: '2026-01-01', ...more },
});

it('are as last described, those who have left among them, and counted where they work today', async () => {
  const { pool } = database;
  const north: Told = { type: 'TeamDescribed', subject: 'team:north', data: { teamId: 'north', closed: false } };
  await deliver(described('ana'), described('ben'), described('cyd', { worksTo: '2026-02-01' }), north);
  await deliver(described('ben', { role: 'supervisor', languages: ['en', 'zh'] }));
  const ids = async (asked: object): Promise<string[]> =>
    (await listStaff(pool, { limit: 9, ...asked })).map(({ staffId }) => staffId);
  expect(await ids({ team: 'north' })).toEqual(['ana', 'ben', 'cyd']);
  expect(await ids({ here: true })).toEqual(['ana', 'ben']);
  expect(await ids({ role: 'supervisor' })).toEqual(['ben']);
  expect(await ids({ after: 'ana', limit: 1 })).toEqual(['ben']);
  expect(await listTeams(pool, undefined, 9)).toEqual([
    { teamId: 'north', name: null, supervisorId: null, closed: false, members: 2 },
  ]);
});
