import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type Gateway } from '../gateway.fixture.ts';
import { startLinks, token } from './survey.fixture.ts';

let gateway: Gateway;
let links: Awaited<ReturnType<typeof startLinks>>;
beforeAll(async () => {
  links = await startLinks();
  gateway = await startGateway({ SERVICES: JSON.stringify({ interactions: links.url }) });
});
afterAll(async () => {
  await gateway.close();
  await links.close();
});

async function ask(path: string, init: RequestInit = {}) {
  const response = await fetch(`${gateway.url}${path}`, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const post = (path: string, body: Readonly<Record<string, string>> | string, headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
const open = `/s/${token('open')}`;

describe('the page of a link', () => {
  it('is a form without script, that loads nothing and is kept nowhere', async () => {
    const { status, headers, text } = await ask(open);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'/);
    expect(headers.get('content-security-policy')).not.toContain('script');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('name="a.satisfied"');
    expect(text).not.toMatch(/<script|<link|https?:/);
  });

  it('writes texts as texts, whoever published them', async () => {
    expect((await ask(open)).text).toContain('Are you &lt;b&gt;satisfied&lt;/b&gt;?');
  });

  it('speaks the language of its reader, or the one that the reader chooses', async () => {
    const chinese = { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } };
    expect((await ask(open, chinese)).text).toContain('您满意吗？');
    expect((await ask(`${open}?lang=en`, chinese)).text).toContain('Send</button>');
  });

  it.each<[Parameters<typeof token>[0], number, string]>([
    ['answered', 200, 'You have answered already'],
    ['expired', 410, 'This link has expired'],
    ['forged', 404, 'This link does not work'],
    ['broken', 503, 'Please try again in a moment'],
  ])('of a link that is %s says so with status %d', async (kind, status, title) => {
    expect(await ask(`/s/${token(kind)}`)).toMatchObject({
      status,
      text: expect.stringContaining(`<h1>${title}</h1>`),
    });
  });

  it.each([
    '/s/short',
    '/s/..%2f..%2fv1%2fcustomers',
    `/s/${'f'.repeat(100)}`,
    '/s/%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00',
  ])('is a friendly one at %s', async path => {
    const { status, text } = await ask(path);
    expect(status).toBe(404);
    expect(text).toContain('This link does not work');
  });
});

describe('an answer', () => {
  it('that lacks something comes back with what was filled in', async () => {
    const { status, text } = await post(open, { 'a.people': '6', comment: 'Nice & "kind"' });
    expect(status).toBe(422);
    expect(text).toContain('role="alert"');
    expect(text).toContain('href="#a.satisfied"');
    expect(text).toMatch(/value="6"\s+checked/);
    expect(text).toContain('Nice &amp; &quot;kind&quot;</textarea');
    expect(links.answers).toEqual([]);
  });

  it('from another site is not taken', async () => {
    expect(await post(open, { 'a.satisfied': '1' }, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 });
    expect(links.answers).toEqual([]);
  });

  it.each<[string, string, number]>([
    ['application/json', '{"score":5}', 400],
    ['text/plain', 'a.satisfied=5', 400],
    ['application/x-www-form-urlencoded', `comment=${'x'.repeat(70_000)}`, 400],
    ['application/x-www-form-urlencoded', '%E0%A4%A', 422],
  ])('of type %s that cannot be read gets a page that says so', async (type, body, status) => {
    expect(await post(open, body, { 'content-type': type })).toMatchObject({ status });
    expect(links.answers).toEqual([]);
  });

  it.each<[Parameters<typeof token>[0], number]>([
    ['answered', 409],
    ['expired', 410],
    ['forged', 404],
  ])('to a link that is %s is not taken: %d', async (kind, status) => {
    expect(await post(`/s/${token(kind)}`, { 'a.satisfied': '5' })).toMatchObject({ status });
    expect(links.answers).toEqual([]);
  });

  it('is taken once, thanked for, and not taken again', async () => {
    const { status, headers } = await post(open, { 'a.satisfied': '5', comment: '好' });
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`${open}?lang=en&thanks=1`);
    expect(links.answers).toEqual([{ score: 5, comment: '好' }]);
    expect((await ask(`${open}?lang=zh&thanks=1`)).text).toContain('<h1>谢谢您</h1>');
    expect(await post(open, { 'a.satisfied': '1' })).toMatchObject({ status: 409 });
    expect(links.answers).toHaveLength(1);
  });

  it('asked for again and again is put off, for a minute', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, () => ask(`/s/${'T'.repeat(71)}`)));
    const put = many.filter(({ status }) => status === 429);
    expect(put).toHaveLength(10);
    expect(put[0]?.headers.get('retry-after')).toBe('60');
    expect(put[0]?.text).toContain('Please wait a minute');
  });
});

describe('an address', () => {
  /** How many of 310 requests from behind a proxy, each for another link and half of them from each of two addresses, were put off. */
  async function putOff(environment: Readonly<Record<string, string>>): Promise<number> {
    const behind = await startGateway({ SERVICES: JSON.stringify({ interactions: links.url }), ...environment });
    const statuses = await Promise.all(
      Array.from({ length: 310 }, async (_, i) => {
        const headers = { 'x-forwarded-for': `192.0.2.${i % 2}` };
        return (await fetch(`${behind.url}/s/${`U${i}`.padEnd(71, 'x')}`, { headers })).status;
      }),
    );
    await behind.close();
    return statuses.filter(status => status === 429).length;
  }

  it('is the one that a trusted proxy names, and the proxy itself where none is trusted', async () => {
    expect(await putOff({ TRUSTED_PROXIES: '127.0.0.0/8' })).toBe(0);
    expect(await putOff({})).toBe(10);
    expect(await putOff({ TRUSTED_PROXIES: '192.0.2.7' })).toBe(10);
  });
});
