import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { answersThatChoose, choices } from '../domain/questionnaire.fixture.ts';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let ana: Ask;
beforeAll(async () => {
  profile = await startProfile();
  ana = profile.as('ana');
});
afterAll(() => profile.close());

const answers = answersThatChoose(choices(1, 1, 8, 2));

it('a customer answers the questionnaire on style by a link, once, and it is known as their own', async () => {
  const id = await profile.register();
  const given = await ana('POST', `/v1/customers/${id}/style-links`, {});
  expect(given.status).toBe(201);
  const token = String(given.body['link']).split('/q/')[1] ?? '';
  const { body } = await ana('GET', `/v1/style-links/${token}`);
  expect(body).toMatchObject({ state: 'open', version: 1, form: { items: expect.any(Array) } });
  expect(JSON.stringify(body)).not.toMatch(/analytical|driver|assert/);
  expect(JSON.stringify(body)).not.toContain(id);
  const url = `/v1/style-links/${token}/answers`;
  expect((await ana('POST', url, { version: 1, answers: answers.slice(0, 3) })).status).toBe(422);
  expect((await ana('POST', url, { version: 1, answers })).status).toBe(201);
  expect(await ana('POST', url, { version: 1, answers })).toMatchObject({ status: 409 });
  expect((await ana('GET', `/v1/style-links/${token}`)).body).toMatchObject({ state: 'answered' });
  await eventually(async () => {
    const style = await ana('GET', `/v1/customers/${id}/style`);
    expect(style.body).toMatchObject({ style: { styles: ['driver'], source: 'answers' } });
  });
});

it('no other token opens anything', async () => {
  for (const token of ['A'.repeat(71), 'x'.repeat(30)]) {
    expect((await ana('GET', `/v1/style-links/${token}`)).status).toBe(404);
    expect((await ana('POST', `/v1/style-links/${token}/answers`, { answers })).status).toBe(404);
  }
  expect((await ana('GET', '/v1/style-links/short')).status).toBe(400);
});
