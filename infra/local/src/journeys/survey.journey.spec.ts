import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testStack } from '@rapport/testing';
import { signToken } from '../issuer.ts';
import type { Connections } from '../stack/connections.ts';

const PAYLOAD_BYTES = 37;
const EXPIRY_AT = 33;

/** A customer is asked by an agent, answers on the page of the link, and the answer counts: through all the services between. */
describe('a survey by link', () => {
  let stack: Connections;
  let [specialist, analyst] = ['', ''];
  const customerId = randomUUID();

  beforeAll(async () => {
    stack = await testStack();
    specialist = await signToken(stack.issuer, { role: 'specialist' });
    analyst = await signToken(stack.issuer, { role: 'analyst' });
  });

  const call = async (token: string, path: string, body?: object) => {
    const answer = await fetch(`${stack.services.gateway}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const invite = async (survey: string): Promise<string> => {
    const { status, body } = await call(specialist, 'interactions/v1/survey-invitations', { customerId, survey });
    expect(status).toBe(201);
    return new URL(String(body['link']), stack.services.gateway).pathname;
  };
  const open = async (path: string, fields?: Readonly<Record<string, string>>) => {
    const sent = fields && { method: 'POST', body: new URLSearchParams(fields) };
    const page = await fetch(`${stack.services.gateway}${path}`, { redirect: 'manual', ...sent });
    return { status: page.status, text: await page.text() };
  };
  const answers = async (): Promise<number> => {
    const { body } = await call(analyst, 'analytics/v1/surveys');
    return Number(Object(body['csat']).n);
  };

  it('is answered once, told of without the words, and measured', async () => {
    const before = await answers();
    const path = await invite('csat');
    const page = await open(path);
    expect(page).toMatchObject({ status: 200, text: expect.stringContaining('How satisfied are you?') });
    expect(page.text).not.toContain(customerId);
    const secret = `said-${randomUUID()}`;
    expect(await open(path, { 'a.satisfied': '4', comment: secret })).toMatchObject({ status: 303 });
    expect(await open(path, { 'a.satisfied': '1' })).toMatchObject({ status: 409 });
    expect((await open(path)).text).toContain('You have answered already');

    await eventually(async () => {
      const { body } = await call(specialist, `interactions/v1/survey-invitations?customer=${customerId}`);
      expect(body['items']).toMatchObject([{ survey: 'csat', link: null, answeredAt: expect.any(String) }]);
      expect(await answers()).toBeGreaterThan(before);
    });
    const { body: timeline } = await call(specialist, `profile/v1/customers/${customerId}/timeline`);
    expect(JSON.stringify(timeline)).not.toContain(secret);
  });

  it('is no longer open when its time is over, and never where its seal is another', async () => {
    const path = await invite('nps');
    const token = Buffer.from(path.slice('/s/'.length), 'base64url');
    const payload = Buffer.from(token.subarray(0, PAYLOAD_BYTES));
    payload.writeUInt32BE(Math.floor(Date.now() / 1000) - 1, EXPIRY_AT);
    const sealed = (key: string): string => {
      const seal = createHmac('sha256', key).update('survey link\0').update(payload).digest().subarray(0, 16);
      return `/s/${Buffer.concat([payload, seal]).toString('base64url')}`;
    };
    const expired = sealed(readFileSync(stack.issuer.linkKeys, 'utf8').trim());
    expect(await open(expired)).toMatchObject({ status: 410 });
    expect(await open(expired, { 'a.recommend': '9' })).toMatchObject({ status: 410 });
    expect(await open(sealed('another'))).toMatchObject({ status: 404 });
    expect(await open(path, { 'a.recommend': '9' })).toMatchObject({ status: 303 });
  });
});
