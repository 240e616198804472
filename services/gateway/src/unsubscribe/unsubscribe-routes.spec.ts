import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify from 'fastify';
import { startGateway, type Gateway } from '../gateway.fixture.ts';

const token = (kind: string): string => kind + 'A'.repeat(40);
const ended: string[] = [];
const service = Fastify({ forceCloseConnections: true });
service.get<{ Params: { token: string } }>('/v1/unsubscribe-links/:token', ({ params }, reply) => {
  if (params.token.startsWith('b')) return reply.code(500).send('no JSON');
  if (!params.token.startsWith('o')) return reply.code(404).send({ type: '/problems/not-found' });
  return reply.send({ purpose: 'survey', channel: 'email', done: ended.includes(params.token) });
});
service.post<{ Params: { token: string } }>('/v1/unsubscribe-links/:token', ({ params }, reply) => {
  if (!params.token.startsWith('o')) return reply.code(404).send({ type: '/problems/not-found' });
  ended.push(params.token);
  return reply.send({ purpose: 'survey' });
});

let gateway: Gateway;
beforeAll(async () => {
  const url = await service.listen({ port: 0, host: '127.0.0.1' });
  gateway = await startGateway({ SERVICES: JSON.stringify({ interactions: url }) });
});
afterAll(async () => {
  await gateway.close();
  await service.close();
});

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${gateway.url}${path}`, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('the page to get no more messages', () => {
  it('asks first, without script, and ends nothing by being opened', async () => {
    const { status, headers, text } = await ask(`/u/${token('o')}`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(text).toContain('questions about our service');
    expect(text).not.toMatch(/<script|https?:/);
    expect(ended).toEqual([]);
  });

  it('speaks Chinese to whoever wants it', async () => {
    expect((await ask(`/u/${token('o')}`, { headers: { 'accept-language': 'zh' } })).text).toContain('服务满意度调查');
    expect((await ask(`/u/${token('o')}?lang=zh`)).text).toContain('是的，不再接收');
  });

  it.each([
    ['the button', 'application/x-www-form-urlencoded', ''],
    ['the one click of a mail program', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    ['whatever else is posted', 'multipart/form-data; boundary=x', '--x--'],
  ])('ends it by %s', async (_name, type, body) => {
    const before = ended.length;
    const { status, text } = await ask(`/u/${token('o')}`, { method: 'POST', headers: { 'content-type': type }, body });
    expect({ status, done: text.includes('<h1>Done</h1>') }).toEqual({ status: 200, done: true });
    expect(ended).toHaveLength(before + 1);
    expect((await ask(`/u/${token('o')}`)).text).toContain('<h1>Done</h1>');
  });

  it.each([
    [token('x'), 404],
    ['short', 404],
    ['..%2f..%2fv1%2fcustomers', 404],
    [token('b'), 503],
  ])('is a friendly one at /u/%s', async (path, status) => {
    expect((await ask(`/u/${path}`)).status).toBe(status);
    if (status === 404) expect((await ask(`/u/${path}`, { method: 'POST', body: 'x' })).status).toBe(status);
  });

  it('takes no large bodies', async () => {
    const { status } = await ask(`/u/${token('o')}`, { method: 'POST', body: 'x'.repeat(10_000) });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });
});
