import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  create,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  sent,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { conduct } from '../domain/conduct.ts';
import { listConduct, type ConductRow } from '../projections/conduct.query.ts';
import { recordedAs } from './bodies.ts';
import { storyOf, told } from './record.ts';
import { coachingOf, observationOf } from './conduct-commands.ts';
import { ConductSight } from './conduct-sight.ts';
import { ServiceRules } from './service-rules.ts';
import { CoachingBody, ConductBody, ConductKey, ConductQuery } from './standard-bodies.ts';

const cursor = cursorOf(ConductKey);

/** How customers were seen to be served, and the talks about it. */
@Controller('v1/conduct-observations')
@Allow('supervisor', 'manager', 'service')
export class ConductController {
  readonly #messaging: Messaging;
  readonly #rules: ServiceRules;
  readonly #sight: ConductSight;

  constructor(@Inject(MESSAGING) messaging: Messaging, rules: ServiceRules, sight: ConductSight) {
    this.#messaging = messaging;
    this.#rules = rules;
    this.#sight = sight;
  }

  @Post()
  @Returns('Records what was observed, held against its standard; 200 where it was before', recordedAs('observationId'))
  async observe(
    @Body(ConductBody) body: ConductBody,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await this.#sight.check(actor, body);
    const command = observationOf(request, body, await this.#rules.all('standard'));
    const { id, sequence } = await create(this.#messaging, conduct, command, reply);
    return { observationId: id, sequence };
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('What was observed of oneself and whom one leads, newest first; open: what wants a talk and had none')
  async list(
    @Query(ConductQuery) query: ConductQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ConductRow>> {
    const { limit, cursor: from, ...asked } = query;
    const after = cursor.read(from);
    await caughtUp(this.#messaging, request);
    const seen = await this.#sight.of(actor);
    const rows = await listConduct(this.#messaging.pool, { ...asked, seen, after, limit: limit + 1 });
    return page(rows, limit, ({ occurredAt, observationId }) => cursor.write({ occurredAt, observationId }));
  }

  @Get(':observationId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One observation, with its note and the talks about it')
  async read(
    @Param('observationId') id: string,
    @Actor() actor: Principal,
    @Reply() reply: FastifyReply,
  ): Promise<object> {
    await this.#sight.checkRecorded(actor, id);
    const { facts, since } = await storyOf(this.#messaging, conduct, id, reply);
    return { ...facts, coaching: since.map(told) };
  }

  @Post(':observationId/coaching')
  @HttpCode(200)
  @Returns('Records that it was talked through with who was observed', recordedAs('observationId'))
  async coach(
    @Param('observationId') id: string,
    @Body(CoachingBody) body: CoachingBody,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await this.#sight.checkRecorded(actor, id);
    const { command, context } = coachingOf(request, id, body);
    const result = await this.#messaging.handle(conduct, id, command, context);
    sent(reply, result);
    return { observationId: id, sequence: result.sequence };
  }
}
