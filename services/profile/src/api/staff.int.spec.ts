import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let admin: Ask;
beforeAll(async () => {
  profile = await startProfile();
  admin = profile.as('admin', 'administrator');
  for (const [id, teamId] of [
    ['ana', 'north'],
    ['ben', 'north'],
    ['cyd', 'south'],
    ['sue', 'north'],
  ] as const)
    await put(`/v1/staff/${id}`, {
      name: `Name of ${id}`,
      role: id === 'sue' ? 'supervisor' : 'specialist',
      teamId,
      languages: ['en'],
      worksFrom: '2026-01-01',
    });
  await put('/v1/teams/north', { name: 'North', supervisorId: 'sue' });
});
afterAll(() => profile.close());

async function put(url: string, body: object, ask = admin): Promise<void> {
  const { status, body: said } = await ask('PUT', url, body);
  if (status !== 200) throw new Error(`${url}: ${JSON.stringify(said)}`);
}
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const statusOf = async (ask: Ask, url: string): Promise<number> => (await ask('GET', url)).status;

describe('the staff', () => {
  it('are listed with name and team, and read in every version', async () => {
    await eventually(async () => {
      const { body } = await profile.as('ana')('GET', '/v1/staff?team=north&limit=2');
      expect(body['items']).toMatchObject([{ staffId: 'ana', name: 'Name of ana' }, { staffId: 'ben' }]);
      expect(body['next']).not.toBeNull();
    });
    await put('/v1/staff/cyd', {
      role: 'specialist',
      teamId: 'south',
      languages: ['en', 'zh'],
      worksFrom: '2026-01-01',
    });
    expect((await admin('GET', '/v1/staff/cyd')).body).toMatchObject({ name: 'Name of cyd', version: 2 });
    const { body } = await admin('GET', '/v1/staff/cyd/versions');
    expect(body['items']).toMatchObject([{ version: 2, languages: ['en', 'zh'] }, { version: 1 }]);
    expect(JSON.stringify(body)).not.toContain('Name of');
    await eventually(async () => {
      const teams = await admin('GET', '/v1/teams');
      expect(teams.body['items']).toMatchObject([{ teamId: 'north', name: 'North', supervisorId: 'sue', members: 3 }]);
    });
  });

  it('are kept by administrators alone, with days that there are', async () => {
    const body = { role: 'specialist', languages: [], worksFrom: '2026-02-30' };
    expect((await profile.as('ana')('PUT', '/v1/staff/dan', body)).status).toBe(403);
    expect((await admin('PUT', '/v1/staff/dan', body)).status).toBe(400);
    expect(
      (await admin('PUT', '/v1/staff/dan', { ...body, worksFrom: '2026-02-01', worksTo: '2026-01-01' })).status,
    ).toBe(422);
    expect(await statusOf(admin, '/v1/staff/nobody')).toBe(404);
    expect(await statusOf(admin, '/v1/staff/nobody/versions')).toBe(404);
    expect(await statusOf(admin, '/v1/teams/nobody')).toBe(404);
  });
});

describe('whose customers somebody sees', () => {
  const seen = async (ask: Ask, id: string): Promise<string> => {
    const urls = ['', '/view', '/timeline', '/style', '/plan', '/opportunities', '/plan-actions', '/lessons', '/needs'];
    urls.push('/health-checks', '/people');
    const each = await Promise.all(urls.map(url => statusOf(ask, `/v1/customers/${id}${url}`)));
    const listed = await ask('GET', `/v1/customers?query=${id}`);
    const named = await ask('POST', '/v1/customers:batch', { ids: [id] });
    const found = JSON.stringify(listed.body['items']) !== '[]';
    const told = JSON.stringify(named.body['items']).includes('Lovelace');
    const statuses = [...new Set(each)];
    if (statuses.length > 1 || found !== told || found !== (statuses[0] === 200)) {
      return `by parts: ${each.join()} ${found} ${told}`;
    }
    return found ? 'all' : 'none';
  };

  it('is decided by owner, team, absence and lead, at every route that names one', async () => {
    const id = await profile.register();
    const [ana, ben, cyd, sue] = [
      ...['ana', 'ben', 'cyd'].map(name => profile.as(name)),
      profile.as('sue', 'supervisor'),
    ];
    const max = profile.as('max', 'manager');
    if (!ana || !ben || !cyd || !sue) throw new Error('nobody');
    await ana('PATCH', `/v1/customers/${id}`, { name: 'Ada Lovelace' });
    for (const ask of [ana, cyd, sue, max]) await eventually(async () => expect(await seen(ask, id)).toBe('all'));
    await put(`/v1/customers/${id}/owner`, { ownerId: 'ana', team: [] }, max);
    for (const [ask, sight] of [
      [ana, 'all'],
      [ben, 'none'],
      [cyd, 'none'],
      [sue, 'all'],
      [max, 'all'],
    ] as const)
      await eventually(async () => expect(await seen(ask, id)).toBe(sight));
    expect((await cyd('PATCH', `/v1/customers/${id}`, { name: 'Eve' })).status).toBe(403);
    await max('POST', '/v1/staff/ana/absences', { coverId: 'cyd', from: day(-1), to: day(1) });
    await eventually(async () => expect(await seen(cyd, id)).toBe('all'), 20_000);
  });

  it('is told to whoever asks, for those that filter by it', async () => {
    const { body } = await profile.as('sue', 'supervisor')('GET', '/v1/staff/me/sight');
    expect(body).toMatchObject({ roles: ['supervisor'], covers: [] });
    expect(body['own']).toContain('sue');
    expect(body['led']).toEqual(expect.arrayContaining(['ana', 'ben', 'sue']));
  });
});
