import { Controller, Post } from '@nestjs/common';
import { Ctx, Problem } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { DeclaredBody } from './declared-body.ts';
import { Intake } from './intake.ts';
import { Mappings } from './mappings.ts';
import { isRecord, readJson } from './message-body.ts';
import { readSegment } from './segment.ts';
import { SegmentBatch, SegmentMessage } from './message-shapes.ts';
import { Sources, type Source } from './sources.ts';
import { notTooMany, takenOf, Takes, type Taken } from './taking.ts';
import { notInForce, writeKeyOf } from './write-key.ts';

type Call = 'identify' | 'track' | 'page' | 'screen' | 'group' | 'alias';

/** The Segment HTTP API, as its clients and those of RudderStack speak it. */
@Controller('v1')
export class SegmentController {
  readonly #sources: Sources;
  readonly #mappings: Mappings;
  readonly #intake: Intake;

  constructor(sources: Sources, mappings: Mappings, intake: Intake) {
    this.#sources = sources;
    this.#mappings = mappings;
    this.#intake = intake;
  }

  @Post('batch')
  @Takes('Takes messages of the Segment HTTP API, by the write key as user of basic authentication')
  async batch(@DeclaredBody(SegmentBatch) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#take(request, await readJson(body), undefined);
  }

  @Post('identify')
  @Takes('Says who somebody is')
  identify(@DeclaredBody(SegmentMessage) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#single(request, body, 'identify');
  }

  @Post('track')
  @Takes('Says what somebody did: a purchase or a contact, by the mapping')
  track(@DeclaredBody(SegmentMessage) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#single(request, body, 'track');
  }

  @Post('page')
  @Takes('Says which page somebody saw')
  page(@DeclaredBody(SegmentMessage) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#single(request, body, 'page');
  }

  @Post('screen')
  @Takes('Says which screen of an app somebody saw')
  screen(@DeclaredBody(SegmentMessage) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#single(request, body, 'screen');
  }

  @Post('group')
  @Takes('Says which enterprise somebody belongs to')
  group(@DeclaredBody(SegmentMessage) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#single(request, body, 'group');
  }

  @Post('alias')
  @Takes('Says that two ids are one person')
  alias(@DeclaredBody(SegmentMessage) body: unknown, @Ctx() request: FastifyRequest): Promise<Taken> {
    return this.#single(request, body, 'alias');
  }

  async #single(request: FastifyRequest, body: unknown, call: Call): Promise<Taken> {
    const message = await readJson(body);
    if (!isRecord(message)) throw new Problem('form', 'A message is an object.');
    return this.#take(request, { ...message, batch: [message] }, call);
  }

  async #take(request: FastifyRequest, body: unknown, call: Call | undefined): Promise<Taken> {
    const receivedAt = new Date().toISOString();
    const source = await this.#sourceOf(request, body);
    if (!isRecord(body) || !Array.isArray(body['batch']))
      throw new Problem('form', 'batch must be a list of messages.');
    const { sentAt, batch } = body;
    notTooMany(batch);
    const { name, channel } = source;
    const envelope = { source: name, channel, mapping: await this.#mappings.current(), call, sentAt, receivedAt };
    const messages = batch.map((message: unknown) => ({
      raw: { message, call, sentAt },
      reading: readSegment(message, envelope),
    }));
    return takenOf(await this.#intake.take(request, source, { protocol: 'segment', receivedAt, messages }));
  }

  async #sourceOf(request: FastifyRequest, body: unknown): Promise<Source> {
    const source = await this.#sources.of(writeKeyOf(request.headers.authorization, body));
    if (source === undefined) throw notInForce();
    return source;
  }
}
