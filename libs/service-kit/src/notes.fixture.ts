import { Controller, Get, HttpCode, Module, Post } from '@nestjs/common';
import { Instant, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import { ConflictError, UnavailableError } from '@rapport/messaging';
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from 'jose';
import Type, { type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Actor, commandContext, Ctx, Reply, sent } from './actor.ts';
import { Allow, Public } from './allow.ts';
import { Items, runBatch, type Item } from './batch.ts';
import { createService, type Service } from './create-service.ts';
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
  ending: () => new Error('Cannot use a pool after calling end on the pool'),
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
export const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256' };
export const now = Math.floor(Date.now() / 1000);

export interface Forgery {
  readonly header?: Partial<JWTHeaderParameters>;
  readonly claims?: Record<string, unknown>;
  readonly key?: Parameters<SignJWT['sign']>[0];
}

export const token = ({ header, claims, key }: Forgery = {}): Promise<string> =>
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

export const config = {
  LOG_LEVEL: 'silent',
  AUTH_ISSUER: ISSUER,
  AUTH_AUDIENCE: 'rapport',
  AUTH_JWKS: 'https://issuer.example/jwks',
} as const;
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Sending {
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Notes extends Service {
  ask(method: 'GET' | 'POST' | 'DELETE', url: string, sending?: Sending): Promise<Answer>;
  /** Posts a note as a specialist. */
  post(body: string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  close(): Promise<void>;
}

export const bearer = async (forgery?: Forgery): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await token(forgery)}`,
});

/** A small service over the kit, asked in process. */
export async function startNotes(): Promise<Notes> {
  const telemetry = startTelemetry('notes', undefined, 0);
  const service = await createService({
    name: 'notes',
    module: NotesModule,
    config,
    readKeys: async () => ({ keys: [jwk] }),
  });
  const ask: Notes['ask'] = async (method, url, { body, headers } = {}) => {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const payload = body === undefined ? {} : { payload: body };
    const response = await service.app.inject({ method, url, headers: { ...type, ...headers }, ...payload });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  };
  return {
    ...service,
    ask,
    post: async (body, headers = {}) =>
      ask('POST', '/v1/notes', { body, headers: { ...(await bearer()), ...headers } }),
    async close() {
      await service.app.close();
      await telemetry.stop();
    },
  };
}
