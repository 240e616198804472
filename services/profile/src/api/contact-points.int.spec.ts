import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { randomUUID } from 'node:crypto';
import { startProfile, type Ask, type Profile } from '../profile.fixture.ts';

let profile: Profile;
let [ana, service]: Ask[] = [];
beforeAll(async () => {
  profile = await startProfile();
  [ana, service] = [profile.as('ana'), profile.as('delivery', 'service')];
});
afterAll(() => profile.close());

const reach = async (customerId: string, purpose = 'service', channel = 'email') =>
  service?.('POST', '/v1/contact-points', { customerId, purpose, channel });

describe('where a customer may be reached', () => {
  it('is told to services alone, in clear, with language and zone', async () => {
    const value = `${randomUUID()}@example.org`;
    const identifiers = [{ type: 'email', value, verified: true }];
    const details = { partyType: 'individual', name: 'Ana', preferredLanguage: 'zh', timeZone: 'Asia/Shanghai' };
    const registered = await ana?.('POST', '/v1/customers', { ...details, identifiers });
    const customerId = String(registered?.body['customerId']);
    const found = await reach(customerId);
    expect(found).toMatchObject({
      status: 200,
      body: { allowed: true, because: 'contract', name: 'Ana', language: 'zh', timeZone: 'Asia/Shanghai' },
    });
    expect(found?.body['addresses']).toEqual([{ customerId, number: 1, value }]);
    expect(
      (await ana?.('POST', '/v1/contact-points', { customerId, purpose: 'service', channel: 'email' }))?.status,
    ).toBe(403);
  });

  it('is nowhere without consent, and as soon as one is withdrawn', async () => {
    const customerId = await profile.register();
    expect((await reach(customerId, 'marketing'))?.body).toMatchObject({
      allowed: false,
      because: 'notAsked',
      addresses: [],
    });
    const statement = { purpose: 'survey', channel: 'email', given: false, evidence: 'spec' };
    expect((await reach(customerId, 'survey'))?.body).toMatchObject({ allowed: true });
    await ana?.('POST', `/v1/customers/${customerId}/consents`, statement);
    await eventually(async () =>
      expect((await reach(customerId, 'survey'))?.body).toMatchObject({ allowed: false, because: 'withdrawn' }),
    );
  });

  it('of nobody, or for no purpose of ours, is nothing', async () => {
    expect((await reach(randomUUID()))?.status).toBe(404);
    expect((await reach(await profile.register(), 'unheardOf'))?.body).toMatchObject({
      allowed: false,
      because: 'unknownPurpose',
    });
  });
});
