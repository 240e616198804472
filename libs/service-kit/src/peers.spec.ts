import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { recognise, type RecordedEvent } from '@rapport/contracts';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { readSettings } from './config.ts';
import { fillFrom, fillOf, peerSettings } from './peers.ts';

const subject = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const at = '2026-01-01T00:00:00.000Z';
const log = Array.from({ length: 450 }, (_, i): RecordedEvent => {
  const data = { customerId: subject, value: 20 };
  return recognise('SatisfactionMoved', data, {
    id: `0190a3c4-7b1e-7c3a-9d55-${String(i).padStart(12, '0')}`,
    source: 'analytics',
    subject,
    stream: `tally-${subject}`,
    version: i + 1,
    sequence: i + 1,
    position: 1000 + i,
    occurredAt: at,
    recordedAt: at,
    actor: 'spec',
    imported: false,
    hop: 0,
    traceparent: null,
  });
});

type Asked = { readonly subject: string; readonly after: string; readonly limit: string };
type Answer = (asked: Asked, request: FastifyRequest, reply: FastifyReply) => unknown;

const items = ({ after, limit }: Asked): RecordedEvent[] => log.slice(Number(after), Number(after) + Number(limit));

describe('asking the owner for events', () => {
  let owner: FastifyInstance;
  let origin = '';
  let answer: Answer;
  let asked: Asked[];

  beforeEach(async () => {
    answer = query => ({ items: items(query) });
    asked = [];
    owner = fastify({ forceCloseConnections: true });
    owner.get<{ Querystring: Asked }>('/v1/events', async (request, reply) => {
      asked.push(request.query);
      return answer(request.query, request, reply);
    });
    origin = await owner.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(() => owner.close());

  const other = 'http://other.invalid';
  const peers = () => ({ profile: other, interactions: other, complaints: other, loyalty: other, analytics: origin });
  const fill = (after: number, of = subject) => fillFrom(peers(), async () => 'a-token')('analytics', of, after);

  it('goes on page by page until it has all', async () => {
    expect(await fill(1)).toEqual(log.slice(1));
    expect(asked).toEqual(['1', '201', '401'].map(after => ({ subject, after, limit: '200' })));
  });

  it('ends with an empty page where the last one was full, and asks no more where there is nothing', async () => {
    expect(await fill(50)).toHaveLength(400);
    expect(asked.map(({ after }) => after)).toEqual(['50', '250', '450']);
    expect(await fill(450)).toEqual([]);
    expect(asked).toHaveLength(4);
  });

  it('names a subject that is no customer as it is', async () => {
    answer = () => ({ items: [] });
    expect(await fill(0, 'channel:a b&limit=1')).toEqual([]);
    expect(asked).toEqual([{ subject: 'channel:a b&limit=1', after: '0', limit: '200' }]);
  });

  it('shows the token as it is at each use, so that a new one is taken up', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'peers-'));
    const file = join(folder, 'service.token');
    const shown: unknown[] = [];
    answer = (_, { headers }) => {
      shown.push(headers.authorization);
      return { items: [] };
    };
    const asking = fillOf({ PEERS: peers(), SERVICE_TOKEN_FILE: file });
    await expect(asking?.('analytics', subject, 0)).rejects.toThrow('ENOENT');
    for (const token of ['first', 'second']) {
      await writeFile(file, `${token}\n`);
      await asking?.('analytics', subject, 0);
    }
    expect(shown).toEqual(['Bearer first', 'Bearer second']);
    await rm(folder, { recursive: true });
  });

  it('is set up by the environment, with every owner', () => {
    const set = (named: object) =>
      readSettings(peerSettings, { PEERS: JSON.stringify(named), SERVICE_TOKEN_FILE: '/token' });
    expect(set(peers())).toEqual({ PEERS: peers(), SERVICE_TOKEN_FILE: '/token' });
    expect(readSettings(peerSettings, {})).toEqual({});
    expect(() => set({ ...peers(), loyalty: undefined })).toThrow('PEERS/loyalty is missing');
    expect(() => set({ ...peers(), loyalty: 'file:///events' })).toThrow('PEERS/loyalty must match');
  });

  it('is not possible where the settings do not say whom or by what right', () => {
    expect(fillOf({})).toBeUndefined();
    expect(fillOf({ PEERS: peers() })).toBeUndefined();
    expect(fillOf({ SERVICE_TOKEN_FILE: '/token' })).toBeUndefined();
  });

  it.each([401, 500, 503])('fails when it answers %i, be it in the middle', async status => {
    answer = (query, _, reply) => (asked.length > 1 ? reply.code(status).send({}) : { items: items(query) });
    await expect(fill(0)).rejects.toThrow(`analytics, asked for missing events, answers ${status}`);
  });

  it('takes the token nowhere else, and fails when nobody listens', async () => {
    answer = ({ after }, _, reply) => (after === '0' ? reply.redirect('/v1/events?after=1&limit=200') : { items: [] });
    await expect(fill(0)).rejects.toThrow();
    expect(asked).toHaveLength(1);
    await owner.close();
    await expect(fill(0)).rejects.toThrow();
  });

  const [first, second, third] = log;
  it.each([
    ['no JSON', '<html>'],
    ['no list', {}],
    ['an event without its place', { items: [{ ...first, sequence: undefined }] }],
    ['an event at no time', { items: [{ ...first, occurredAt: 'yesterday' }] }],
    ['an unknown event', { items: [{ ...first, type: 'MoonRose' }] }],
    ['data that do not fit', { items: [{ ...first, data: { customerId: 7 } }] }],
    ['a hole', { items: [first, third] }],
    ['another order', { items: [second, first] }],
    ["another customer's", { items: [{ ...first, subject: '0190a3c4-7b1e-7c3a-9d55-000000000000' }] }],
    ["another service's", { items: [{ ...first, source: 'loyalty' }] }],
  ])('fails when it gives %s', async (_, body) => {
    answer = () => body;
    await expect(fill(0)).rejects.toThrow();
  });
});
