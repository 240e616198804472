import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LinkedStyle } from '@rapport/contracts';
import Fastify from 'fastify';
import { startGateway, type Gateway } from '../gateway.fixture.ts';

const text = (en: string, zh: string) => ({ en, zh });
const items = [1, 2, 3].map(item => ({
  item,
  stem: text(`Stem <${item}>`, `题目${item}`),
  choices: (['a', 'b', 'c', 'd'] as const).map(choice => ({ choice, text: text(`does ${choice}`, `选${choice}`) })),
}));
const form = { title: text('How?', '怎样？'), intro: text('Choose.', '请选择。'), minimumAnswered: 2, items };
const token = (kind: 'open' | 'expired' | 'forged'): string => kind[0] + 'A'.repeat(70);

const answers: unknown[] = [];
const profile = Fastify({ forceCloseConnections: true });
profile.get<{ Params: { token: string } }>('/v1/style-links/:token', ({ params }, reply) => {
  const states = { o: answers.length > 0 ? 'answered' : 'open', e: 'expired' } as const;
  const [kind = ''] = params.token;
  if (kind !== 'o' && kind !== 'e') return reply.code(404).send({ type: '/problems/not-found' });
  return reply.send({ state: states[kind], version: 3, form } satisfies LinkedStyle);
});
profile.post('/v1/style-links/:token/answers', ({ body }, reply) => {
  answers.push(body);
  return reply.code(201).send({});
});

let gateway: Gateway;
beforeAll(async () => {
  const url = await profile.listen({ port: 0, host: '127.0.0.1' });
  gateway = await startGateway({ SERVICES: JSON.stringify({ profile: url }) });
});
afterAll(async () => {
  await gateway.close();
  await profile.close();
});

const ask = async (path: string, body?: Readonly<Record<string, string>>, headers: Record<string, string> = {}) => {
  const post = body && { method: 'POST', body: new URLSearchParams(body) };
  const response = await fetch(`${gateway.url}${path}`, { redirect: 'manual', headers, ...post });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const open = `/q/${token('open')}`;

describe('the questionnaire on style', () => {
  it('is a form without script in the language of its reader, and says of no choice what it stands for', async () => {
    const { status, headers, text: page } = await ask(open);
    expect(status).toBe(200);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(page).toContain('Stem &lt;1&gt;');
    expect(page).not.toMatch(/<script|https?:|driver/);
    expect((await ask(open, undefined, { 'accept-language': 'zh' })).text).toContain('题目1');
    expect((await ask(`${open}?lang=zh`)).text).toContain('提交');
  });

  it('comes back with what was chosen where too little was', async () => {
    const { status, text: page } = await ask(open, { 'a.1': 'b', 'a.2': 'x' });
    expect(status).toBe(422);
    expect(page).toContain('role="alert"');
    expect(page).toContain('href="#a.2"');
    expect(page).toMatch(/value="b"\s+checked/);
    expect(answers).toEqual([]);
  });

  it('is answered once, by the version that was shown, and from no other site', async () => {
    const chosen = { 'a.1': 'b', 'a.3': 'd' };
    expect((await ask(open, chosen, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const sent = await ask(open, chosen);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `${open}?lang=en&thanks=1`]);
    const said = [
      { item: 1, choice: 'b' },
      { item: 3, choice: 'd' },
    ];
    expect(answers).toEqual([{ version: 3, answers: said }]);
    expect((await ask(`${open}?lang=en&thanks=1`)).text).toContain('<h1>Thank you</h1>');
    expect((await ask(open, chosen)).status).toBe(409);
  });

  it.each([
    [token('expired'), 410],
    [token('forged'), 404],
    ['short', 404],
  ])('of the link %s is a friendly page with %d', async (link, status) => {
    expect((await ask(`/q/${link}`)).status).toBe(status);
  });
});
