import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { startProfile, type Profile } from '../profile.fixture.ts';

let profile: Profile;
beforeAll(async () => {
  profile = await startProfile();
});
afterAll(() => profile.close());

it('keeps of what senders tell of a customer what is declared, and counts the rest by name', async () => {
  const ask = profile.as('sender', 'service');
  const officer = profile.as('officer', 'privacyOfficer');
  const identifiers = [{ type: 'externalId', value: randomUUID(), verified: true }];
  const tell = async (attributes: object) => {
    const { status, body } = await ask('POST', '/v1/resolve', { items: [{ identifiers, attributes }] });
    expect(status).toBe(200);
    const [result] = body['results'] as { customerId: string }[];
    return result?.customerId ?? '';
  };
  const id = await tell({ salutation: 'Dr', shoeSize: 'canary 43' });
  expect(await tell({ salutation: 'Prof', shoeSize: 44, hat: true })).toBe(id);
  const { body } = await ask('GET', `/v1/customers/${id}`);
  expect(JSON.stringify(body)).toContain('Prof');
  expect(JSON.stringify(body)).not.toContain('canary');
  const dropped = await officer('GET', '/v1/dropped-attributes');
  expect(dropped.body['items']).toMatchObject([
    { attribute: 'shoeSize', times: 2 },
    { attribute: 'hat', times: 1 },
  ]);
});

it('keeps what is told last of a customer who was seen several times in one batch, and counts each time', async () => {
  const ask = profile.as('sender', 'service');
  const seen = (value: string, attributes: object) => ({
    identifiers: [{ type: 'externalId', value, verified: true }],
    attributes,
  });
  const [one, other] = [randomUUID(), randomUUID()];
  const items = [
    seen(one, { salutation: 'Dr' }),
    seen(other, { salutation: 'Ms', gloves: 9 }),
    seen(one, { salutation: 'Prof', gloves: 8 }),
    seen(one, { salutation: 'Dr' }),
  ];
  const { body } = await ask('POST', '/v1/resolve', { items });
  const [first, second] = body['results'] as { customerId: string }[];
  for (const [id, salutation] of [
    [first?.customerId, 'Dr'],
    [second?.customerId, 'Ms'],
  ]) {
    expect((await ask('GET', `/v1/customers/${id}`)).body).toMatchObject({ attributes: { salutation } });
  }
  const { body: dropped } = await profile.as('officer', 'privacyOfficer')('GET', '/v1/dropped-attributes');
  expect(dropped['items']).toContainEqual(expect.objectContaining({ attribute: 'gloves', times: 2 }));
});

it('learns the name and the language of who was met without, and renames nobody', async () => {
  const ask = profile.as('sender', 'service');
  const device = { type: 'deviceId', value: randomUUID(), verified: true };
  const login = { type: 'externalId', value: randomUUID(), verified: true };
  const told = async (...items: object[]) => (await ask('POST', '/v1/resolve', { items })).body['results'];
  const [met] = (await told({ identifiers: [device] })) as { customerId: string }[];
  const same = { customerId: met?.customerId };
  const named = { identifiers: [device, login], name: 'Eva', preferredLanguage: 'zh' };
  expect(await told({ identifiers: [device] }, named)).toMatchObject([same, same]);
  await told({ ...named, name: 'Eve', preferredLanguage: 'en' });
  const { body } = await ask('GET', `/v1/customers/${met?.customerId}`);
  expect(body).toMatchObject({ name: 'Eva', preferredLanguage: 'zh' });
});
