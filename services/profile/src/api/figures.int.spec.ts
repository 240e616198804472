import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let ana: Ask;
beforeAll(async () => {
  profile = await startProfile();
  ana = profile.as('ana');
});
afterAll(() => profile.close());

const itemsOf = (body: Readonly<Record<string, unknown>>): unknown[] =>
  Array.isArray(body['items']) ? body['items'] : [];

it('tells of each figure what it means and what it rests on, page by page', async () => {
  const id = await profile.register();
  for (const code of ['pride', 'novelty', 'comfort']) {
    await ana('POST', `/v1/customers/${id}/needs`, { aspect: 'motive', code, saidBy: 'agent' });
  }
  const url = `/v1/customers/${id}/figures`;
  await eventually(async () => expect((await ana('GET', `${url}/needs`)).body['n']).toBe(3));
  const first = await ana('GET', `${url}/needs?limit=2`);
  expect(first.body).toMatchObject({
    customerId: id,
    figure: 'needs',
    unit: 'list',
    definition: { en: expect.stringContaining('Motives') },
    items: [{ type: 'CustomerNeedNoted', summary: { code: 'comfort' }, links: {} }, { summary: { code: 'novelty' } }],
  });
  const rest = await ana('GET', `${url}/needs?limit=2&cursor=${String(first.body['next'])}`);
  expect(rest.body).toMatchObject({ next: null, items: [{ summary: { code: 'pride' } }] });
  const all = await ana('GET', url);
  expect(itemsOf(all.body)).toContainEqual(expect.objectContaining({ figure: 'stage', value: 'prospect' }));
});

it('refuses what is no figure, and nobody, and tells nothing of who was erased', async () => {
  const id = await profile.register();
  expect((await ana('GET', `/v1/customers/${id}/figures/mood`)).status).toBe(400);
  expect((await ana('GET', `/v1/customers/${id}/figures/needs?cursor=x`)).status).toBe(400);
  expect((await ana('GET', `/v1/customers/${randomUUID()}/figures/needs`)).status).toBe(404);
  expect((await profile.as('ann', 'analyst')('GET', `/v1/customers/${id}/figures`)).status).toBe(403);
  await profile.as('olga', 'privacyOfficer')('POST', `/v1/customers/${id}/erasure`, { reason: 'customerRequest' });
  await eventually(async () => expect((await ana('GET', `/v1/customers/${id}/figures/needs`)).status).toBe(410));
});
