import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { Webhook } from 'standardwebhooks';
import type { Outgoing } from './outgoing.ts';
import { isSigned, signedHeaders } from './standard-webhook.ts';
import { webhookOutlet } from './webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const message: Outgoing = {
  messageId: '0190a3c5-0000-7000-8000-000000000040',
  channel: 'sms',
  purpose: 'survey',
  to: '+14155550123',
  language: 'en',
  text: 'How was it? 您好',
};

let answer: { status: number; headers?: Record<string, string>; waitMs?: number };
const received: { id: string; verified: unknown }[] = [];
let elsewhere = 0;
const provider = Fastify({ forceCloseConnections: true });
provider.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
provider.post('/send', async ({ body, headers }, reply) => {
  const text = String(body);
  const verified: unknown = new Webhook(secret).verify(text, Object(headers));
  received.push({ id: String(headers['webhook-id']), verified });
  await new Promise(resolve => setTimeout(resolve, answer.waitMs ?? 0));
  return reply
    .code(answer.status)
    .headers(answer.headers ?? {})
    .send('');
});
provider.all('/elsewhere', (_request, reply) => {
  elsewhere += 1;
  return reply.send('');
});
let url = '';
beforeAll(async () => {
  url = `${await provider.listen({ port: 0, host: '127.0.0.1' })}/send`;
});
afterAll(() => provider.close());
beforeEach(() => {
  answer = { status: 202 };
  received.length = 0;
});

describe('a message by webhook', () => {
  it('arrives signed as the library of the standard checks it, with the id that it has each time', async () => {
    const outlet = webhookOutlet({ url, secret });
    expect(await outlet.send(message)).toEqual({ is: 'sent' });
    expect(await outlet.send(message)).toEqual({ is: 'sent' });
    expect(received.map(({ id }) => id)).toEqual([message.messageId, message.messageId]);
    expect(received[0]?.verified).toMatchObject({
      type: 'message.send',
      data: { messageId: message.messageId, channel: 'sms', to: '+14155550123', text: message.text, language: 'en' },
    });
  });

  it.each([
    [429, { 'retry-after': '90' }, { is: 'later', code: 'http.429', waitSeconds: 90 }],
    [503, {}, { is: 'later', code: 'http.503' }],
    [422, {}, { is: 'refused', code: 'http.422' }],
    [410, {}, { is: 'bounced', kind: 'hard', code: 'http.410' }],
  ])('that is answered %d', async (status, headers, outcome) => {
    answer = { status, headers };
    expect(await webhookOutlet({ url, secret }).send(message)).toEqual(outcome);
  });

  it('follows no redirection: only who is configured is called', async () => {
    answer = { status: 307, headers: { location: '/elsewhere' } };
    expect(await webhookOutlet({ url, secret }).send(message)).toEqual({ is: 'refused', code: 'http.307' });
    expect(elsewhere).toBe(0);
  });

  it('is tried again where nobody answers in time, or nobody is there', async () => {
    answer = { status: 202, waitMs: 500 };
    expect(await webhookOutlet({ url, secret }, 100).send(message)).toEqual({ is: 'later', code: 'http.timeout' });
    const nobody = webhookOutlet({ url: 'http://127.0.0.1:1/send', secret });
    expect(await nobody.send(message)).toEqual({ is: 'later', code: 'http.unreachable' });
  });
});

describe('a signature', () => {
  const body = '{"type":"message.delivered"}';
  const now = Date.now();

  it('is the one that the library makes, and the library takes ours', () => {
    const library = new Webhook(secret);
    const ours = signedHeaders(secret, 'msg-1', body, now);
    expect(library.sign('msg-1', new Date(now), body)).toBe(ours['webhook-signature']);
    expect(
      isSigned(secret, { ...ours, 'webhook-signature': library.sign('msg-1', new Date(now), body) }, body, now),
    ).toBe(true);
  });

  it('holds for its body, id, time and secret alone, and for five minutes', () => {
    const ours = signedHeaders(secret, 'msg-1', body, now);
    expect(isSigned(secret, ours, `${body} `, now)).toBe(false);
    expect(isSigned(secret, { ...ours, 'webhook-id': 'msg-2' }, body, now)).toBe(false);
    expect(isSigned(secret, { ...ours, 'webhook-timestamp': '1' }, body, now)).toBe(false);
    expect(isSigned(`whsec_${Buffer.alloc(32, 8).toString('base64')}`, ours, body, now)).toBe(false);
    expect(isSigned(secret, ours, body, now + 4 * 60_000)).toBe(true);
    expect(isSigned(secret, ours, body, now + 6 * 60_000)).toBe(false);
    expect(isSigned(secret, {}, body, now)).toBe(false);
    const both = { ...ours, 'webhook-signature': `v1,AAAA v2,x ${ours['webhook-signature']}` };
    expect(isSigned(secret, both, body, now)).toBe(true);
  });
});
