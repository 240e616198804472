import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let max: Ask;
let sue: Ask;
beforeAll(async () => {
  profile = await startProfile();
  max = profile.as('max', 'manager');
  sue = profile.as('sue', 'supervisor');
  const admin = profile.as('admin', 'administrator');
  const described = { role: 'specialist', languages: ['en'], worksFrom: '2026-01-01' };
  for (const [staffId, teamId] of [
    ['ana', 'north'],
    ['cyd', 'south'],
  ] as const)
    await must(admin, 'PUT', `/v1/staff/${staffId}`, { ...described, teamId });
  await must(admin, 'PUT', '/v1/teams/north', { name: 'North', supervisorId: 'sue' });
  await eventually(async () => {
    const { body } = await sue('GET', '/v1/staff/me/sight');
    expect(body['led']).toContain('ana');
  }, 20_000);
});
afterAll(() => profile.close());

async function must(ask: Ask, method: 'POST' | 'PUT', url: string, body: object): Promise<Record<string, unknown>> {
  const answer = await ask(method, url, body);
  if (answer.status >= 300) throw new Error(`${url}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

describe('an absence', () => {
  const days = { from: '2026-01-01', to: '2999-01-01' };

  it('is arranged and cancelled by a supervisor for the own team alone, by a manager for all', async () => {
    const cover = { coverId: 'sue', ...days };
    expect((await sue('POST', '/v1/staff/cyd/absences', cover)).status).toBe(403);
    const { absenceId: own } = await must(sue, 'POST', '/v1/staff/ana/absences', cover);
    const { absenceId: mine } = await must(sue, 'POST', '/v1/staff/sue/absences', { ...days, coverId: 'ana' });
    const { absenceId: other } = await must(max, 'POST', '/v1/staff/cyd/absences', { ...days, coverId: 'ana' });
    expect((await sue('POST', `/v1/absences/${String(other)}/cancellation`)).status).toBe(403);
    for (const [ask, id] of [
      [sue, own],
      [sue, mine],
      [max, other],
    ] as const)
      expect((await ask('POST', `/v1/absences/${String(id)}/cancellation`)).status).toBe(200);
  });
});
