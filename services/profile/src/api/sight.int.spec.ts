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

describe('a customer of somebody else', () => {
  const ben = (): Ask => profile.as('ben');
  const ana = (): Ask => profile.as('ana');

  /** Whom ana looks after, as soon as ben is told so. */
  async function ofAna(partyType?: string): Promise<string> {
    const id = await profile.register(partyType);
    await must(max, 'PUT', `/v1/customers/${id}/owner`, { ownerId: 'ana', team: [] });
    await eventually(async () => expect((await ben()('GET', `/v1/customers/${id}`)).status).toBe(403));
    return id;
  }

  it('is not merged with by who shows an identifier of theirs, and nothing is kept of that', async () => {
    const theirs = await ofAna();
    const identifier = { type: 'email', value: 'hers@example.com', verified: true };
    await must(max, 'POST', `/v1/customers/${theirs}/identifiers`, identifier);
    const own = await profile.register();
    const { body: before } = await ben()('GET', `/v1/customers/${own}`);
    expect((await ben()('POST', `/v1/customers/${own}/identifiers`, identifier)).status).toBe(403);
    expect((await ben()('GET', `/v1/customers/${own}`)).body).toEqual(before);
    expect((await ben()('POST', '/v1/resolve', { items: [{ identifiers: [identifier] }] })).status).toBe(403);
    const { customerId } = await must(max, 'POST', `/v1/customers/${own}/identifiers`, identifier);
    expect([own, theirs]).toContain(customerId);
    await eventually(async () => expect((await ben()('GET', `/v1/customers/${own}`)).status).toBe(403));
  });

  it('speaks for no enterprise, and belongs to none, by the word of those who may not see them', async () => {
    const [person, group] = [await ofAna(), await ofAna('enterprise')];
    const firm = `/v1/customers/${await profile.register('enterprise')}`;
    const linked = { roles: ['user'] };
    expect((await ben()('PUT', `${firm}/people/${person}`, linked)).status).toBe(403);
    expect((await ben()('POST', `${firm}/people/${person}/removals`, { reason: 'left' })).status).toBe(403);
    expect((await ben()('PUT', `${firm}/parent`, { parentId: group })).status).toBe(403);
    expect((await ben()('PUT', `${firm}/parent`, { parentId: null })).status).toBe(200);
    await must(ana(), 'PUT', `${firm}/people/${person}`, linked);
    const named = { items: [{ personId: person }] };
    await eventually(async () => expect((await ana()('GET', `${firm}/people`)).body).toMatchObject(named));
    expect((await ben()('GET', `${firm}/people`)).body).toMatchObject({ items: [], satisfaction: null });
    const plans = [await ana()('GET', `${firm}/plan`), await ben()('GET', `${firm}/plan`)];
    expect(plans.map(({ body }) => body['relations'])).toMatchObject([{ people: named.items }, { people: [] }]);
  });

  it('has plans that are guarded before any list shows them', async () => {
    const url = `/v1/customers/${await ofAna('enterprise')}`;
    const raised = await must(ana(), 'POST', `${url}/opportunities`, { title: 'Second warehouse' });
    const added = await must(ana(), 'POST', `${url}/plan-actions`, {
      what: 'Visit',
      ownerId: 'ana',
      dueOn: '2999-01-31',
    });
    const [chance, action] = [String(raised['opportunityId']), String(added['actionId'])];
    expect((await ben()('PATCH', `/v1/opportunities/${chance}`, { stage: 'proposed' })).status).toBe(403);
    expect((await ben()('POST', `/v1/plan-actions/${action}/closing`, { outcome: 'done' })).status).toBe(403);
  });
});
