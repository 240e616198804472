import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, Body, Ctx, MESSAGING, Param, Reply, Returns, sent } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { complaint } from '../domain/complaint.decide.ts';
import {
  ActBody,
  ConfirmBody,
  EmpathiseBody,
  PauseBody,
  ResumeBody,
  VerifyBody,
  type StepFields,
  type Verb,
} from './bodies.ts';
import { StepAnswer, stepAnswer } from './complaint-view.ts';
import { ReferenceData } from './reference-data.ts';
import { stepCommand, type Taken } from './to-command.ts';

/** The four steps and what may come between them. Refused with 422 while their evidence is missing. */
@Controller('v1/complaints/:id')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class StepsController {
  readonly #messaging: Messaging;
  readonly #reference: ReferenceData;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(ReferenceData) reference: ReferenceData) {
    this.#messaging = messaging;
    this.#reference = reference;
  }

  @Post('confirm')
  @HttpCode(200)
  @Returns('Step 1: the problem restated, and agreed by the customer', StepAnswer)
  confirm(
    @Param('id') id: string,
    @Body(ConfirmBody) body: ConfirmBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('confirm', id, body, at, to);
  }

  @Post('empathise')
  @HttpCode(200)
  @Returns('Step 2: sympathy, apology, thanks, and why it happened', StepAnswer)
  empathise(
    @Param('id') id: string,
    @Body(EmpathiseBody) body: EmpathiseBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('empathise', id, body, at, to);
  }

  @Post('act')
  @HttpCode(200)
  @Returns('Step 3: a plan that answers each demand', StepAnswer)
  act(
    @Param('id') id: string,
    @Body(ActBody) body: ActBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('act', id, body, at, to);
  }

  @Post('verify')
  @HttpCode(200)
  @Returns('Step 4: solved and satisfied again, by the customer’s own answer; or another closing reason', StepAnswer)
  verify(
    @Param('id') id: string,
    @Body(VerifyBody) body: VerifyBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('verify', id, body, at, to);
  }

  @Post('pause')
  @HttpCode(200)
  @Returns('The house clock stands still while the customer has to answer', StepAnswer)
  pause(
    @Param('id') id: string,
    @Body(PauseBody) body: PauseBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('pause', id, body, at, to);
  }

  @Post('resume')
  @HttpCode(200)
  @Returns('The house clock runs again, its due times moved', StepAnswer)
  resume(
    @Param('id') id: string,
    @Body(ResumeBody) body: ResumeBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('resume', id, body, at, to);
  }

  @Post('reopen')
  @HttpCode(200)
  @Returns('A closed complaint goes on', StepAnswer)
  reopen(
    @Param('id') id: string,
    @Body(PauseBody) body: PauseBody,
    @Ctx() at: FastifyRequest,
    @Reply() to: FastifyReply,
  ): Promise<StepAnswer> {
    return this.#take('reopen', id, body, at, to);
  }

  async #take(
    verb: Verb,
    id: string,
    body: StepFields & Taken,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<StepAnswer> {
    const { occurredAt, ...fields } = body;
    const reference = await this.#reference.current();
    const { command, context } = stepCommand(request, id, verb, fields, { occurredAt }, reference);
    const taken = await this.#messaging.handle(complaint, id, command, context);
    sent(reply, taken);
    return stepAnswer(taken);
  }
}
