import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { delivery, testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { staff, workerOf } from './staff.projection.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('knows under which ids somebody has work, and in which teams', async () => {
  const deliver = delivery(database.pool, { projections: [staff] });
  const principalId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
  const described = {
    staffId: 'agent-7',
    principalId,
    role: 'specialist' as const,
    languages: [],
    worksFrom: '2026-01-01',
  };
  await deliver(
    { type: 'StaffDescribed', subject: 'staff:agent-7', data: { ...described, teamId: 'south' } },
    { type: 'StaffDescribed', subject: 'staff:agent-7', data: { ...described, teamId: 'north' } },
  );
  expect(await workerOf(database.pool, { id: principalId, teams: ['night'] })).toEqual({
    ids: [principalId, 'agent-7'],
    teams: ['night', 'north'],
  });
  expect(await workerOf(database.pool, { id: 'other', teams: [] })).toEqual({ ids: ['other'], teams: [] });
});
