import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let ana: Ask;
let head: Ask;
beforeAll(async () => {
  profile = await startProfile();
  [ana, head] = [profile.as('ana'), profile.as('head', 'supervisor')];
});
afterAll(() => profile.close());

const state = (id: string, given: boolean, headers: Record<string, string> = {}) =>
  ana('POST', `/v1/customers/${id}/consents`, { ...about, given, evidence: 'form' }, headers);
const about = { purpose: 'marketing', channel: 'email' };
const because = async (id: string) =>
  (await ana('GET', `/v1/customers/${id}/consents/check?purpose=marketing&channel=email`)).body['because'];
const history = async (id: string) =>
  (await ana('GET', `/v1/customers/${id}/consents`)).body['history'] as { customerId: string; given: boolean }[];
const turn = async (how: 'merges' | 'unmerges', one: string, other: string) =>
  expect((await head('POST', `/v1/customers/${one}/${how}`, { absorbedId: other, reason: 'spec' })).status).toBe(200);

it('a withdrawal by a merged customer stands under each of its ids when the merge is undone, and is kept once', async () => {
  const [one, other] = [await profile.register(), await profile.register()];
  for (const id of [one, other]) expect((await state(id, true)).status).toBe(201);
  await turn('merges', one, other);
  const once = { 'idempotency-key': randomUUID() };
  for (let times = 0; times < 2; times++) expect((await state(other, false, once)).status).toBe(201);
  await eventually(async () => expect(await because(one)).toBe('withdrawn'));
  await turn('unmerges', one, other);
  await eventually(async () => {
    for (const id of [one, other]) {
      expect(await because(id)).toBe('withdrawn');
      expect((await history(id)).map(({ customerId, given }) => [customerId, given])).toEqual([
        [id, false],
        [id, true],
      ]);
    }
  });
});

it('a consent by a merged customer is of the id that was named, and of no other when the merge is undone', async () => {
  const [one, other] = [await profile.register(), await profile.register()];
  await turn('merges', one, other);
  expect((await state(other, true)).status).toBe(201);
  await eventually(async () => expect(await because(one)).toBe('given'));
  await turn('unmerges', one, other);
  await eventually(async () => expect([await because(one), await because(other)]).toEqual(['notAsked', 'given']));
});
