import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  commandContext,
  Ctx,
  MESSAGING,
  Param,
  Reply,
  Returns,
  sent,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WorkCommand } from '../domain/work-item.commands.ts';
import { workItem } from '../domain/work-item.decide.ts';
import { AssignBody, CancelBody, DoneBody, RescheduleBody, WorkAnswer } from './work-bodies.ts';
import { answered, moment } from './work-items.ts';

/** What people do with their work. */
@Controller('v1/work-items')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class WorkActionsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post(':workItemId/claim')
  @HttpCode(200)
  @Returns('Takes it on: it is the work of who asks', WorkAnswer)
  claim(
    @Param('workItemId') id: string,
    @Actor() { id: assigneeId }: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#do(id, { type: 'ClaimWork', assigneeId }, request, reply);
  }

  @Post(':workItemId/assign')
  @HttpCode(200)
  @Allow('supervisor', 'manager', 'service')
  @Returns('Gives it to somebody, to a team, or back to the team where nobody is named', WorkAnswer)
  assign(
    @Param('workItemId') id: string,
    @Body(AssignBody) body: AssignBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#do(id, { type: 'AssignWork', ...body }, request, reply);
  }

  @Post(':workItemId/reschedule')
  @HttpCode(200)
  @Returns('Has it due at another time, with the reason', WorkAnswer)
  reschedule(
    @Param('workItemId') id: string,
    @Body(RescheduleBody) { dueAt, reason }: RescheduleBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#do(id, { type: 'RescheduleWork', dueAt: moment(dueAt, '/dueAt'), reason }, request, reply);
  }

  @Post(':workItemId/done')
  @HttpCode(200)
  @Returns('It is done, with what came of it', WorkAnswer)
  done(
    @Param('workItemId') id: string,
    @Body(DoneBody) { outcome, note, occurredAt }: DoneBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { occurredAt: at = new Date().toISOString() } = commandContext(request, { subject: SUBJECT, occurredAt });
    return this.#do(id, { type: 'FinishWork', outcome, note, at }, request, reply, at);
  }

  @Post(':workItemId/cancel')
  @HttpCode(200)
  @Returns('It need not be done, with the reason', WorkAnswer)
  cancel(
    @Param('workItemId') id: string,
    @Body(CancelBody) { reason }: CancelBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#do(id, { type: 'CancelWork', reason }, request, reply);
  }

  async #do(
    id: string,
    command: WorkCommand,
    request: FastifyRequest,
    reply: FastifyReply,
    occurredAt?: string,
  ): Promise<unknown> {
    const context = { ...commandContext(request, { subject: SUBJECT }), occurredAt };
    const accepted = await this.#messaging.handle(workItem, id, command, context);
    sent(reply, accepted);
    return answered(accepted);
  }
}

// Only what raises an item begins a stream: its own subject counts.
const SUBJECT = 'workItem:unknown';
