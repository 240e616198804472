import type { Readable } from 'node:stream';
import { Controller, Get, Inject } from '@nestjs/common';
import { Code, Uuid } from '@rapport/contracts';
import { Actor, Allow, Ctx, malformed, Query, Reply, Returns, type Principal } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import Type, { type Static } from 'typebox';
import { Upstreams } from '../proxy/upstreams.ts';
import { Live } from './live.ts';
import { decode, type Position } from './position.ts';
import { sightFor } from './sight.ts';

const LiveQuery = Type.Object({ customer: Type.Optional(Uuid) }, { additionalProperties: false });
type LiveQuery = Static<typeof LiveQuery>;

const WorkQuery = Type.Object({ team: Type.Optional(Code) }, { additionalProperties: false });
type WorkQuery = Static<typeof WorkQuery>;

export const LIVE_WORK = Symbol('live work');

@Controller('api/live')
export class LiveController {
  readonly #live: Live;
  readonly #work: Live;
  readonly #upstreams: Upstreams;

  constructor(@Inject(Live) live: Live, @Inject(LIVE_WORK) work: Live, @Inject(Upstreams) upstreams: Upstreams) {
    this.#live = live;
    this.#upstreams = upstreams;
    this.#work = work;
  }

  /** Views carry personal data, so that it isn't for analysts. */
  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'service', 'privacyOfficer')
  @Returns(
    'Views of the customers whom one may see, as they change, as server-sent events; goes on after the header Last-Event-ID',
  )
  async follow(
    @Query(LiveQuery) { customer }: LiveQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Readable> {
    return asEvents(await this.#seen(this.#live, { customer }, actor, request), reply);
  }

  /** Ids and codes alone; whose work it is and who waits. Work of others is told without either, for the list to be read again. */
  @Get('work')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns(
    'Work items and the queue of contacts as they change, as server-sent events; goes on after the header Last-Event-ID',
  )
  async followWork(
    @Query(WorkQuery) { team }: WorkQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<Readable> {
    return asEvents(await this.#seen(this.#work, { team }, actor, request), reply);
  }

  /** What is followed as whoever asks may see it, for as long as they may. */
  async #seen(
    live: Live,
    only: { readonly customer?: string | undefined; readonly team?: string | undefined },
    actor: Principal,
    request: FastifyRequest,
  ): Promise<Readable> {
    const from = lastPosition(request);
    const sight = await sightFor(this.#upstreams.get('profile'), actor, request.headers.authorization);
    const viewer = () => sight.viewer();
    const stream = await live.follow({ from, ...only, viewer, until: expiryOf(request) }).catch((error: unknown) => {
      sight.stop();
      throw error;
    });
    stream.once('close', () => sight.stop());
    return stream;
  }
}

function asEvents(stream: Readable, reply: FastifyReply): Readable {
  void reply
    .header('content-type', 'text/event-stream; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no');
  return stream;
}

function lastPosition(request: FastifyRequest): Position | undefined {
  const header = request.headers['last-event-id'];
  if (header === undefined || header === '') return undefined;
  const position = typeof header === 'string' ? decode(header) : undefined;
  if (position !== undefined) return position;
  throw malformed('header', [{ pointer: '/Last-Event-ID', message: 'must be an id of this stream' }]);
}

// The guard has verified this token.
const expiryOf = (request: FastifyRequest): number =>
  (decodeJwt((request.headers.authorization ?? '').replace(/^Bearer +/i, '')).exp ?? 0) * 1000;
