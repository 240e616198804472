import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { bearer, startEcho, startGateway, type Gateway } from './gateway.fixture.ts';

let gateway: Gateway;
let echo: Awaited<ReturnType<typeof startEcho>>;
beforeAll(async () => {
  echo = await startEcho();
  gateway = await startGateway({
    SERVICES: JSON.stringify({ echo: echo.url, interactions: echo.url, away: 'http://127.0.0.1:1' }),
  });
});
afterAll(async () => {
  await gateway.close();
  await echo.server.close();
});

async function ask(path: string, init: RequestInit = {}, signedIn = true) {
  const headers = { ...(signedIn ? await bearer() : {}), ...Object(init.headers) };
  const response = await fetch(`${gateway.url}${path}`, { ...init, headers });
  const text = await response.text();
  const body: Record<string, unknown> = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

describe('a proxied request', () => {
  it('arrives with its method, address, body and headers as they were', async () => {
    const body = JSON.stringify({ items: Array.from({ length: 500 }, (_, i) => ({ i, text: 'ü'.repeat(200) })) });
    const {
      status,
      headers,
      body: sent,
    } = await ask('/api/echo/v1/interactions:batch?a=%2F&a=2', {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'k',
        'if-match': '"2"',
        'rapport-after': 'x=y:1',
      },
    });
    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'rapport-sequence': 'echo=s:1', etag: '"3"' });
    expect(sent).toMatchObject({
      method: 'POST',
      url: '/v1/interactions:batch?a=%2F&a=2',
      headers: {
        'idempotency-key': 'k',
        'if-match': '"2"',
        'rapport-after': 'x=y:1',
        'content-type': 'application/json',
      },
      body,
    });
  });

  it('brings neither cookies nor what a neighbour may have forged', async () => {
    const { body } = await ask('/api/echo/v1/things', { headers: { cookie: 'a=b', 'x-forwarded-for': '1.2.3.4' } });
    expect(body['headers']).not.toMatchObject({ cookie: expect.anything() });
    expect(body['headers']).not.toMatchObject({ 'x-forwarded-for': expect.anything() });
  });

  it('goes on with the trace of its caller', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { body, headers } = await ask('/api/echo/v1/things', { headers: { traceparent } });
    expect(Object(body['headers']).traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)/);
    expect(headers['traceparent']).toContain('0af7651916cd43dd8448eb211c80319c');
  });

  it('gets the refusal of a service as it is', async () => {
    expect(await ask('/api/echo/v1/busy')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '7', 'content-type': expect.stringContaining('problem+json') },
    });
  });
});

describe('what a sender of events sends to our root', () => {
  const authorization = `Basic ${Buffer.from('key:').toString('base64')}`;

  it('goes to interactions as it is, under its write key', async () => {
    const init = {
      method: 'POST',
      body: 'packed',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' },
    };
    expect(await ask('/v1/batch', init, false)).toMatchObject({
      status: 201,
      body: { method: 'POST', url: '/v1/batch', headers: init.headers, body: 'packed' },
    });
  });

  it('brings the attributes of a CloudEvent, and may have four mebibytes', async () => {
    const headers = { authorization, 'content-type': 'application/json', 'ce-id': '1', 'ce-subject': 'J%C3%BC' };
    const large = { method: 'POST', body: 'x'.repeat(4 * 1_048_576), headers };
    expect(await ask('/v1/cloudevents', large, false)).toMatchObject({
      status: 201,
      body: { headers: { 'ce-id': '1', 'ce-subject': 'J%C3%BC' } },
    });
    const tooLarge = { ...large, body: `${large.body}x` };
    expect(await ask('/v1/cloudevents', tooLarge, false)).toMatchObject({ status: 413 });
  });

  it('leads to no other address there', async () => {
    expect(await ask('/v1/interactions', { method: 'POST', body: '{}' }, false)).toMatchObject({ status: 404 });
  });
});

describe('a request that cannot be passed on', () => {
  it.each<[string, string, RequestInit, boolean, number, string]>([
    ['without a token', '/api/echo/v1/things', {}, false, 401, 'unauthenticated'],
    ['to an unknown service', '/api/nobody/v1/things', {}, true, 404, 'not-found'],
    ['to the metrics of a service', '/api/echo/metrics', {}, true, 404, 'not-found'],
    ['to the metrics by a detour', '/api/echo/v1%2f..%2fmetrics', {}, true, 404, 'not-found'],
    ['to a service that is away', '/api/away/v1/things', {}, true, 503, 'unavailable'],
    ['to a service that breaks off', '/api/echo/v1/silent', {}, true, 502, 'bad-gateway'],
    [
      'that is too large',
      '/api/echo/v1/things',
      { method: 'POST', body: 'x'.repeat(1_048_577) },
      true,
      413,
      'too-large',
    ],
  ])('%s is answered by a problem', async (_what, path, init, signedIn, status, slug) => {
    const answer = await ask(path, init, signedIn);
    expect(answer).toMatchObject({ status, body: { status, type: `/problems/${slug}` } });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    if (status >= 502) expect(answer.headers['retry-after']).toBe('1');
  });

  it('that is too large is heard to its end, so that who is still sending can read the answer', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = new URL('/api/echo/v1/things', gateway.url);
    const options = { agent, headers: { ...(await bearer()), 'content-length': 2 * 1_048_576 } };
    const half = Buffer.alloc(1_048_576, 'x');
    const sending = request(url, { ...options, method: 'POST' });
    sending.write(half);
    const [refused]: IncomingMessage[] = await once(sending, 'response');
    sending.end(half);
    await once(refused?.resume() ?? sending, 'end');
    expect(refused?.statusCode).toBe(413);
    const next = request(url, { agent, headers: await bearer() }).end();
    const [answered]: IncomingMessage[] = await once(next, 'response');
    expect([answered?.statusCode, next.reusedSocket]).toEqual([200, true]);
    agent.destroy();
  });

  it('that grows too large on the way is cut off with a problem', async () => {
    const parts = Array.from({ length: 20 }, () => Buffer.alloc(65_536, 'x'));
    const stream = new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half' };
    const answer = await ask('/api/echo/v1/things', init).catch(() => undefined);
    // The client may still be sending when the connection is closed on it.
    if (answer !== undefined) expect(answer).toMatchObject({ status: 413, body: { type: '/problems/too-large' } });
    expect(await ask('/api/echo/v1/things')).toMatchObject({ status: 200 });
  });
});

describe('the gateway', () => {
  it('signs in whoever asks, on a development machine, with a token that its own routes take', async () => {
    const signedIn = await ask('/dev/sign-in', {
      method: 'POST',
      body: '{"name":"Ana Lima","role":"manager"}',
      headers: { 'content-type': 'application/json' },
    });
    expect(signedIn).toMatchObject({ status: 200, body: { role: 'manager', name: 'Ana Lima' } });
    expect(Date.parse(String(signedIn.body['expiresAt'])) - Date.now()).toBeGreaterThan(11 * 3_600_000);
    const headers = { authorization: `Bearer ${String(signedIn.body['token'])}` };
    expect(await ask('/api/echo/v1/things', { headers })).toMatchObject({ status: 200 });
    expect(JSON.stringify((await ask('/dev/jwks.json')).body)).not.toContain('"d"');
  });

  it.each(['{"name":"","role":"manager"}', '{"name":"A","role":"king"}', '{"name":"A"}', '[]', '{', 'null'])(
    'refuses the sign-in %s',
    async body => {
      const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
      expect(await ask('/dev/sign-in', init)).toMatchObject({ status: 400, body: { type: '/problems/form' } });
    },
  );

  it('merges the documents of the services that answer, and names the others', async () => {
    const { body } = await ask('/api/openapi.json', {}, false);
    expect(body).toMatchObject({ openapi: '3.1.1', 'x-missing': ['away'] });
    expect(body['paths']).toMatchObject({ '/api/echo/v1/things': { get: { operationId: 'echo_Things_list' } } });
    expect(Object.keys(Object(body['paths']))).toContain('/dev/sign-in');
    expect(Object.keys(Object(body['paths']))).not.toContain('/metrics');
  });

  it('tells every browser to load nothing from elsewhere', async () => {
    const page = await ask('/api/docs', {}, false);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect((await ask('/api/docs/swagger-ui-bundle.js', {}, false)).status).toBe(200);
    expect((await ask('/api/docs/package.json', {}, false)).status).toBe(404);
  });

  it('is not ready without the topic, and says which services are away', async () => {
    expect(await ask('/readyz', {}, false)).toMatchObject({ status: 503, body: { services: { away: ['away'] } } });
    expect(await ask('/api/live')).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  });
});
