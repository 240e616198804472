import { Controller, Get, Inject, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  commandContext,
  create,
  Ctx,
  itemId,
  MESSAGING,
  Param,
  Reply,
  Returns,
  sourceId,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { styleAppraisal, type AnswerStyleQuestionnaire } from '../domain/style-appraisal.ts';
import { styleObservation } from '../domain/style-observation.ts';
import { axesOf } from '../projections/style-of.ts';
import { staffStyle, styleEvidence } from '../projections/style.query.ts';
import { styleOfAll } from '../projections/knowledge.ts';
import { styleRules } from '../projections/style.query.ts';
import { QUESTIONNAIRE, STYLE } from './catalogue-kinds.ts';
import { Catalogues } from './catalogues.ts';
import { knownCustomer } from './known-customer.ts';
import { AnswersBody, MarksBody } from './style-bodies.ts';

/** Communication styles: what agents notice, what customers and staff say of themselves. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class StylesController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Catalogues) catalogues: Catalogues) {
    this.#messaging = messaging;
    this.#catalogues = catalogues;
  }

  @Post('customers/:id/style-marks')
  @Returns('Notes the marks of style that an agent noticed in a contact; 200 where they were noted so before')
  async observe(
    @Param('id') customerId: string,
    @Body(MarksBody) { interactionId, marks, agentId, occurredAt, imported }: MarksBody,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const context = commandContext(request, { subject: customerId, occurredAt, imported });
    const { version, content } = await this.#catalogues.inForce(STYLE, context.occurredAt);
    const id = sourceId(`style-marks ${customerId} ${interactionId}`, agentId ?? actor.id);
    const facts = { observationId: id, customerId, interactionId, ...(agentId !== undefined && { agentId }) };
    const command = { type: 'ObserveStyleMarks', facts, marks, catalogue: { version, marks: content.marks } } as const;
    const { sequence } = await create(this.#messaging, styleObservation, { id, command, context }, reply);
    return { observationId: id, sequence };
  }

  @Post('customers/:id/style-answers')
  @Returns('Takes the questionnaire that a customer answered; 200 where it was taken before')
  async answer(
    @Param('id') customerId: string,
    @Body(AnswersBody) body: AnswersBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    return this.#appraise({ customerId }, customerId, body, request, reply);
  }

  @Get('customers/:id/style')
  @Returns('The style of a customer as it is known, and all that it rests on')
  async read(@Param('id') id: string, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    const { pool, identity } = this.#messaging;
    const { current, recorded } = await identity.of(id);
    const evidence = await styleEvidence(pool, recorded);
    const style = styleOfAll(evidence, await styleRules(pool), new Date().toISOString());
    const observations = evidence.flatMap(each => each.observations);
    return { customerId: current, style, observations, answers: evidence.flatMap(each => each.answers) };
  }

  @Post('staff/me/style-answers')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'privacyOfficer', 'administrator')
  @Returns('Takes the self-appraisal of whoever asks')
  appraise(
    @Body(AnswersBody) body: AnswersBody,
    @Actor() { id: staffId }: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#appraise({ staffId }, `staff:${staffId}`, body, request, reply);
  }

  @Get('staff/me/style')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'privacyOfficer', 'administrator')
  @Returns('What whoever asks said last about their own style; null before that')
  async mine(@Actor() { id: staffId }: Principal, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const said = await staffStyle(this.#messaging.pool, staffId);
    return { staffId, style: said ? { ...said, ...axesOf(said.choices) } : null };
  }

  async #appraise(
    about: AnswerStyleQuestionnaire['about'],
    subject: string,
    body: AnswersBody,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    const { answers, version, occurredAt, imported } = body;
    const id = itemId(body);
    const context = commandContext(request, { subject, occurredAt, imported });
    const shown = await (version === undefined
      ? this.#catalogues.inForce(QUESTIONNAIRE, context.occurredAt)
      : this.#catalogues.version(QUESTIONNAIRE, version));
    if (!shown) throw new DomainError('survey-unknown', `The questionnaire has no version ${version}.`);
    const questionnaire = { version: shown.version, ...shown.content };
    const command = { type: 'AnswerStyleQuestionnaire', appraisalId: id, about, answers, questionnaire } as const;
    const { sequence } = await create(this.#messaging, styleAppraisal, { id, command, context }, reply);
    return { appraisalId: id, sequence };
  }
}
