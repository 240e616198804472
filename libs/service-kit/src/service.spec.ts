import { Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Instant, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { ConflictError, UnavailableError } from '@rapport/messaging';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import Type, { type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor, commandContext, Ctx, Reply, sent } from './actor.ts';
import { Allow, Public } from './allow.ts';
import { Items, runBatch, type Item } from './batch.ts';
import { createService } from './create-service.ts';
import { paging } from './paging.ts';
import { startTelemetry } from './telemetry.ts';
import type { Principal } from './token.ts';
import { Body, Param, Query } from './validation.ts';

const ISSUER = 'https://issuer.example';
const Note = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 40 }),
    stars: Type.Integer({ minimum: 1, maximum: 5 }),
    occurredAt: Type.Optional(Instant),
  },
  { additionalProperties: false },
);
type Note = Static<typeof Note>;
const NotesQuery = Type.Object({ ...paging, open: Type.Optional(Type.Boolean()) }, { additionalProperties: false });
type NotesQuery = Static<typeof NotesQuery>;

const failures: Readonly<Record<string, () => Error>> = {
  rule: () => new DomainError('balance-too-low', 'There are 5 points.'),
  undeclared: () => new DomainError('moon-is-full', 'Not tonight.'),
  unknown: () => new DomainError('customer-unknown', 'There is no customer of this id.'),
  conflict: () => new ConflictError('It changed.'),
  version: () => new ConflictError('It is at version 3.', 'precondition-failed'),
  unavailable: () => new UnavailableError('Not yet.', 2),
  database: () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  value: () => Object.assign(new Error('invalid input syntax'), { code: '22P02' }),
  bug: () => new TypeError('secret internals'),
};

@Controller('v1')
class NotesController {
  @Post('notes')
  @Allow('specialist', 'service')
  write(@Body(Note) note: Note, @Ctx() request: FastifyRequest, @Reply() reply: FastifyReply): unknown {
    sent(reply, { token: 'notes=s:1', version: 1 });
    return { note, context: commandContext(request, { subject: 's', occurredAt: note.occurredAt }) };
  }

  @Post('notes::batch')
  @HttpCode(200)
  @Allow('service')
  async writeMany(@Items(Note) items: readonly Item<Note>[], @Ctx() request: FastifyRequest): Promise<unknown> {
    return runBatch(
      items,
      ({ text, stars }) => {
        if (stars === 2) throw new DomainError('score-out-of-range', 'Two is not used.');
        return { id: text, command: { type: 'Write' }, context: commandContext(request, { subject: text }) };
      },
      async commands =>
        commands.map(({ id }) =>
          id === 'refused'
            ? { ok: false, id, error: new DomainError('balance-too-low', 'No.') }
            : {
                ok: true,
                id,
                stream: id,
                subject: id,
                version: 1,
                sequence: 7,
                state: {},
                repeated: id === 'again',
                token: '',
              },
        ),
    );
  }

  @Get('notes')
  @Allow('specialist')
  list(@Query(NotesQuery) query: NotesQuery): NotesQuery {
    return query;
  }

  @Get('notes/:id')
  @Allow('manager')
  read(@Param('id', Uuid) id: string, @Actor() actor: Principal): unknown {
    return { id, actor };
  }

  @Get('fail/:how')
  @Public()
  fail(@Param('how', Type.String()) how: string): never {
    throw failures[how]?.() ?? new Error('what?');
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
const now = Math.floor(Date.now() / 1000);

interface Forgery {
  readonly header?: Partial<JWTHeaderParameters>;
  readonly claims?: Record<string, unknown>;
  readonly key?: Parameters<SignJWT['sign']>[0];
}

const token = ({ header, claims, key }: Forgery = {}): Promise<string> =>
  new SignJWT({
    iss: ISSUER,
    aud: 'rapport',
    sub: 'u1',
    name: 'Ana',
    roles: ['specialist', 'service'],
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'at+jwt', ...header })
    .sign(key ?? privateKey);

const config = {
  LOG_LEVEL: 'silent',
  AUTH_ISSUER: ISSUER,
  AUTH_AUDIENCE: 'rapport',
  AUTH_JWKS: 'https://issuer.example/jwks',
} as const;
let app: NestFastifyApplication;
let drain: (ms: number) => Promise<void>;
const telemetry = startTelemetry('notes', undefined, 0);

beforeAll(async () => {
  const service = await createService({
    name: 'notes',
    module: NotesModule,
    config,
    readKeys: async () => ({ keys: [jwk] }),
  });
  ({ app, drain } = service);
});
afterAll(async () => {
  await app.close();
  await telemetry.stop();
});

type Answer = { status: number; headers: Record<string, unknown>; body: Record<string, unknown> };

async function ask(
  method: 'GET' | 'POST',
  url: string,
  rest: { body?: string | Buffer; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { body, headers } = rest;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await app.inject({
    method,
    url,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

const bearer = async (forgery?: Forgery): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await token(forgery)}`,
});
const post = async (body: string | Buffer, headers: Record<string, string> = {}): Promise<Answer> =>
  ask('POST', '/v1/notes', { body, headers: { ...(await bearer()), ...headers } });

describe('a body', () => {
  it('that fits its schema reaches the handler, and the answer tells the sequence and the version', async () => {
    const { status, headers, body } = await post('{"text":"hello","stars":5,"occurredAt":"2024-02-29T10:00:00+02:00"}');
    expect(status).toBe(201);
    expect(headers).toMatchObject({ 'rapport-sequence': 'notes=s:1', etag: '"1"' });
    expect(body).toMatchObject({
      note: { text: 'hello', stars: 5 },
      context: { subject: 's', occurredAt: '2024-02-29T08:00:00.000Z' },
    });
  });

  it.each([
    ['a missing property', '{"text":"a"}', '/stars', 'is missing'],
    ['a wrong type', '{"text":1,"stars":5}', '/text', 'must be text'],
    ['a number as text', '{"text":"a","stars":"5"}', '/stars', 'must be a whole number'],
    ['a number out of range', '{"text":"a","stars":6}', '/stars', 'must be 5 or less'],
    ['an unknown property', '{"text":"a","stars":5,"a/b":1}', '/a~1b', 'is not known here'],
    ['a list', '[]', '', 'must be an object'],
    ['nothing', '', '', 'must be an object'],
    ['a null character', '{"text":"a\\u0000","stars":5}', '/text', 'holds a character that cannot be stored'],
    ['half a surrogate pair', '{"text":"\\ud800","stars":5}', '/text', 'holds a character that cannot be stored'],
    [
      'a day that is not in the calendar',
      '{"text":"a","stars":5,"occurredAt":"2023-02-29T10:00:00Z"}',
      '/occurredAt',
      'is not a time of our calendar since 1900',
    ],
  ])('with %s is a 400 that points to it', async (_name, body, pointer, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.body).toMatchObject({
      type: '/problems/form',
      status: 400,
      instance: '/v1/notes',
      errors: [{ pointer, message }],
    });
    expect(answer.body['traceId']).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each([
    ['is not JSON', '{"text":"quite secret', 'The body is not JSON: Unterminated string at position 21'],
    ['has a key that reaches a prototype', '{"__proto__":{"a":1}}', 'a key that is not allowed'],
    ['has a constructor with a prototype', '{"constructor":{"prototype":1}}', 'a key that is not allowed'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'The body is not UTF-8.'],
  ])('that %s is a 400 that says so and quotes nothing', async (_name, body, detail) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toMatch(detail);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('over a mebibyte is a 413, of another type a 415', async () => {
    expect(await post(JSON.stringify({ text: 'x'.repeat(1024 * 1024) }))).toMatchObject({
      status: 413,
      body: { type: '/problems/too-large' },
    });
    expect(await post('a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({ status: 415 });
    expect(await post('a', { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
      body: { type: '/problems/unsupported-media-type' },
    });
  });

  it('from the future is refused by rule', async () => {
    const soon = new Date(Date.now() + 6 * 60_000).toISOString();
    expect(await post(JSON.stringify({ text: 'a', stars: 1, occurredAt: soon }))).toMatchObject({
      status: 422,
      body: { type: '/problems/occurred-in-future' },
    });
  });
});

describe('a query string', () => {
  const list = async (query: string): Promise<Answer> => ask('GET', `/v1/notes${query}`, { headers: await bearer() });

  it('is converted and filled in', async () => {
    expect((await list('')).body).toEqual({ limit: 50 });
    expect((await list('?limit=7&open=true&cursor=x')).body).toEqual({ limit: 7, open: true, cursor: 'x' });
  });

  it.each([
    ['limit=many', '/limit', 'must be a whole number'],
    ['limit=201', '/limit', 'must be 200 or less'],
    ['limit=1&limit=2', '/limit', 'must be a whole number'],
    ['open=yes', '/open', 'must be true or false'],
    ['cursor=%00', '/cursor', 'holds a character that cannot be stored'],
    ['other=1', '/other', 'is not known here'],
    ['__proto__=1', '', 'has a key that is not allowed'],
  ])('%s is a 400', async (query, pointer, message) => {
    expect(await list(`?${query}`)).toMatchObject({ status: 400, body: { errors: [{ pointer, message }] } });
  });
});

describe('a path', () => {
  it('with a malformed id is a 400, an unknown one a 404, one that is no URL a 400', async () => {
    const headers = await bearer({ claims: { roles: ['manager'] } });
    expect(await ask('GET', '/v1/notes/7', { headers })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/id' }] },
    });
    expect(await ask('GET', '/v1/nothing')).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
    expect(await ask('GET', '/v1/notes/%zz')).toMatchObject({ status: 400, body: { type: '/problems/form' } });
    expect(await ask('GET', `/v1/fail/${'x'.repeat(200)}`)).toMatchObject({ status: 400 });
  });
});

describe('an error', () => {
  it.each([
    ['rule', 422, 'balance-too-low'],
    ['undeclared', 422, 'moon-is-full'],
    ['unknown', 404, 'customer-unknown'],
    ['conflict', 409, 'conflict'],
    ['version', 412, 'precondition-failed'],
    ['unavailable', 503, 'unavailable'],
    ['database', 503, 'unavailable'],
    ['value', 400, 'form'],
    ['bug', 500, 'internal'],
  ])('of kind %s is answered with %i %s', async (how, status, slug) => {
    const answer = await ask('GET', `/v1/fail/${how}`);
    expect(answer).toMatchObject({ status, body: { type: `/problems/${slug}`, status } });
    if (status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});

describe('a caller', () => {
  it('with a good token and role is known by an id that names nobody', async () => {
    const answer = await ask('GET', '/v1/notes/0192f0c1-7d5e-7a3b-8c4d-1e2f3a4b5c6d', {
      headers: await bearer({ claims: { roles: ['manager'] } }),
    });
    expect(answer).toMatchObject({ status: 200, body: { actor: { name: 'Ana', roles: ['manager'] } } });
    expect(JSON.stringify(answer.body)).not.toContain('u1"');
  });

  it('without a token, or with another role, is turned away', async () => {
    expect(await ask('GET', '/v1/notes')).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(await ask('GET', '/v1/notes', { headers: await bearer({ claims: { roles: ['analyst'] } }) })).toMatchObject({
      status: 403,
      body: { type: '/problems/forbidden' },
    });
  });

  it('keeps its trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await post('{"text":"a","stars":1}', { traceparent });
    expect(answer.headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
    expect(answer.body['context']).toMatchObject({ traceparent: answer.headers['traceparent'] });
  });

  it('gets the same hash for the same key and body', async () => {
    const key = async (stars: number): Promise<unknown> =>
      (await post(JSON.stringify({ text: 'a', stars }), { 'idempotency-key': 'k' })).body['context'];
    expect(await key(1)).toEqual({ ...Object(await key(1)), traceparent: expect.anything() });
    expect(Object(await key(1)).key.bodyHash).not.toBe(Object(await key(2)).key.bodyHash);
    expect(await post('{"text":"a","stars":1}', { 'idempotency-key': 'a b' })).toMatchObject({ status: 400 });
  });
});

describe('a forged token', () => {
  const parts = async (header: object): Promise<string> => {
    const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
    return `${encoded}.${(await token()).split('.')[1]}.`;
  };
  const forgeries: readonly [string, () => Promise<string>][] = [
    ['of no algorithm', () => parts({ alg: 'none', typ: 'at+jwt' })],
    [
      'signed with the public key as a secret',
      () => token({ header: { alg: 'HS256' }, key: new TextEncoder().encode(JSON.stringify(jwk)) }),
    ],
    ['of another issuer', () => token({ claims: { iss: 'https://evil.example' } })],
    ['for another audience', () => token({ claims: { aud: 'other' } })],
    ['that has expired', () => token({ claims: { exp: now - 10 } })],
    ['that never expires', () => token({ claims: { exp: undefined } })],
    ['that is not valid yet', () => token({ claims: { nbf: now + 60 } })],
    ['that names nobody', () => token({ claims: { sub: undefined } })],
    ['of another type', () => token({ header: { typ: 'id+jwt' } })],
    ['of an unknown key', () => token({ header: { kid: 'k2' } })],
    ['that brings the address of its keys', () => token({ header: { jku: 'https://evil.example/jwks' } })],
    ['that brings the address of its certificate', () => token({ header: { x5u: 'https://evil.example/x' } })],
    ['that brings its key', async () => token({ header: { jwk: { kty: 'EC' } } })],
    ['signed by another key', async () => token({ key: (await generateKeyPair('ES256')).privateKey })],
    ['that is cut', async () => (await token()).slice(0, -4)],
    ['that is too long', async () => 'a.'.repeat(5000)],
  ];

  it.each(forgeries)('%s is a 401', async (_name, make) => {
    const answer = await ask('GET', '/v1/notes', { headers: { authorization: `Bearer ${await make()}` } });
    expect(answer).toMatchObject({ status: 401, body: { type: '/problems/unauthenticated' } });
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  });
});

describe('a batch', () => {
  it('takes the good items, and answers for each in its place', async () => {
    const items = [
      { text: 'new', stars: 1 },
      { text: '', stars: 1 },
      7,
      { text: 'again', stars: 1 },
      { text: 'two', stars: 2 },
      { text: 'refused', stars: 3 },
    ];
    const { status, body } = await ask('POST', '/v1/notes:batch', {
      body: JSON.stringify({ items }),
      headers: await bearer(),
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: 1,
      duplicates: 1,
      rejected: 4,
      results: [
        { index: 0, status: 'accepted', id: 'new', sequence: 7 },
        {
          index: 1,
          status: 'rejected',
          problem: { type: '/problems/form', errors: [{ pointer: '/text', message: 'must not be empty' }] },
        },
        { index: 2, status: 'rejected', problem: { errors: [{ pointer: '', message: 'must be an object' }] } },
        { index: 3, status: 'duplicate' },
        { index: 4, status: 'rejected', problem: { type: '/problems/score-out-of-range' } },
        { index: 5, status: 'rejected', problem: { type: '/problems/balance-too-low' } },
      ],
    });
  });

  it('of more than 500 items, or not of items at all, is a 400', async () => {
    const send = async (body: unknown): Promise<Answer> =>
      ask('POST', '/v1/notes:batch', { body: JSON.stringify(body), headers: await bearer() });
    expect(await send({ items: Array.from({ length: 501 }, () => 1) })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/items' }] },
    });
    expect(await send({})).toMatchObject({ status: 400 });
  });
});

describe('a service', () => {
  it('describes its routes, schemas and roles', async () => {
    const { body } = await ask('GET', '/openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.1',
      paths: {
        '/v1/notes': {
          post: {
            'x-roles': ['specialist', 'service'],
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          },
        },
        '/v1/notes:batch': { post: { responses: { 200: {} } } },
        '/v1/notes/{id}': { get: { parameters: [{ name: 'id', in: 'path' }] } },
        '/livez': { get: { security: [] } },
      },
    });
  });

  it('tells its health and its metrics', async () => {
    expect(await ask('GET', '/livez')).toMatchObject({ status: 200 });
    expect(await ask('GET', '/readyz')).toMatchObject({ status: 200, body: { reasons: [] } });
    expect(await ask('GET', '/startupz')).toMatchObject({ status: 200 });
    const { payload } = await app.inject({ url: '/metrics' });
    expect(payload).toContain('route="/v1/notes::batch",status="400"');
  });

  it('does not start with a route that has no rule', async () => {
    @Controller('v1/open')
    class OpenController {
      @Get()
      read(): string {
        return 'open';
      }
    }
    @Module({ controllers: [OpenController] })
    class OpenModule {}
    const starting = createService({ name: 'open', module: OpenModule, config, readKeys: async () => ({ keys: [] }) });
    await expect(starting).rejects.toThrow('GET /v1/open (OpenController.read)');
  });

  it('refuses what comes while it stops, and is no longer ready', async () => {
    await drain(100);
    expect(await ask('GET', '/v1/notes', { headers: await bearer() })).toMatchObject({
      status: 503,
      body: { type: '/problems/unavailable' },
    });
    expect(await ask('GET', '/readyz')).toMatchObject({ status: 503, body: { reasons: ['stopping'] } });
    expect(await ask('GET', '/livez')).toMatchObject({ status: 200 });
  });
});
