import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, Body, commandContext, Ctx, MESSAGING, Param, Reply, Returns, sent } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PromiseStep } from '../domain/promise.commands.ts';
import { promise } from '../domain/promise.decide.ts';
import { KeepBody, PromiseAnswer, ReassignBody, ReleaseBody, RenegotiateBody } from './promise-bodies.ts';
import { promiseAnswer } from './promise-commands.ts';
import { moment, planned } from './times.ts';

// A step belongs to the subject of its promise; this stands in until the stream says which, and for unknown ids.
const OF_THE_STREAM = 'promise:unknown';

/** What becomes of a promise. */
@Controller('v1/promises/:promiseId')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class PromiseStepsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('keep')
  @HttpCode(200)
  @Returns('It was done as promised; after its time it is kept late, and stays broken', PromiseAnswer)
  keep(
    @Param('promiseId') id: string,
    @Body(KeepBody) { occurredAt }: KeepBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<PromiseAnswer> {
    return this.#take(id, { type: 'KeepPromise', at: moment(occurredAt) }, request, reply);
  }

  @Post('renegotiate')
  @HttpCode(200)
  @Returns('Before its time came, the customer agreed to another one', PromiseAnswer)
  renegotiate(
    @Param('promiseId') id: string,
    @Body(RenegotiateBody) { occurredAt, dueAt, ...said }: RenegotiateBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<PromiseAnswer> {
    const times = { at: moment(occurredAt), dueAt: planned(dueAt, '/dueAt') };
    return this.#take(id, { type: 'RenegotiatePromise', ...times, ...said }, request, reply);
  }

  @Post('reassign')
  @HttpCode(200)
  @Returns('Somebody else keeps it from now on', PromiseAnswer)
  reassign(
    @Param('promiseId') id: string,
    @Body(ReassignBody) { occurredAt, ...to }: ReassignBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<PromiseAnswer> {
    return this.#take(id, { type: 'ReassignPromise', at: moment(occurredAt), ...to }, request, reply);
  }

  @Post('release')
  @HttpCode(200)
  @Returns('Before its time came, the customer did not want it any more', PromiseAnswer)
  release(
    @Param('promiseId') id: string,
    @Body(ReleaseBody) { occurredAt, reason }: ReleaseBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<PromiseAnswer> {
    return this.#take(id, { type: 'ReleasePromise', at: moment(occurredAt), reason }, request, reply);
  }

  async #take(id: string, command: PromiseStep, request: FastifyRequest, reply: FastifyReply): Promise<PromiseAnswer> {
    const context = commandContext(request, { subject: OF_THE_STREAM, occurredAt: command.at });
    const taken = await this.#messaging.handle(promise, id, command, context);
    sent(reply, taken);
    return promiseAnswer(taken);
  }
}
