import { Controller, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  answered,
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
  Sights,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lesson } from '../domain/lesson.ts';
import { opportunity, type Stages } from '../domain/opportunity.ts';
import { planAction } from '../domain/plan-action.ts';
import {
  ActionBody,
  ActionChange,
  ActionClosing,
  LessonBody,
  OpportunityBody,
  OpportunityChange,
} from './account-bodies.ts';
import { OPPORTUNITY } from './catalogue-kinds.ts';
import { Catalogues } from './catalogues.ts';
import { checkDays } from './days.ts';
import { knownCustomer } from './known-customer.ts';
import { planOf } from './plan.ts';

/** The account plan: opportunities, actions, the log of lessons, and the whole of it in five parts. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class PlansController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;
  readonly #sights: Sights;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(Catalogues) catalogues: Catalogues,
    @Inject(Sights) sights: Sights,
  ) {
    this.#sights = sights;
    this.#messaging = messaging;
    this.#catalogues = catalogues;
  }

  @Get('customers/:id/plan')
  @Returns('The account plan in its five parts, with the log of lessons')
  async read(@Param('id') id: string, @Actor() actor: Principal, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    return planOf(this.#messaging, id, await this.#sights.staffSeenBy(actor));
  }

  @Post('customers/:id/opportunities')
  @Returns('Raises an opportunity, from a contact or without one; 200 where it was raised before')
  async raise(
    @Param('id') customerId: string,
    @Body(OpportunityBody) body: OpportunityBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const {
      title,
      interactionId,
      occurredAt,
      imported,
      stage,
      parties = [],
      probability,
      amount,
      closeOn,
      ownerId,
    } = body;
    checkDays({ closeOn });
    const context = commandContext(request, { subject: customerId, occurredAt, imported });
    const catalogue = await this.#stages(context.occurredAt);
    const id = itemId(body);
    const facts = { opportunityId: id, customerId, ...(interactionId !== undefined && { interactionId }) };
    const first = stage ?? catalogue.stages[0]?.code ?? '';
    const standing = {
      stage: first,
      probability,
      parties,
      ...(amount !== undefined && { amount }),
      ...(closeOn !== undefined && { closeOn }),
      ...(ownerId !== undefined && { ownerId }),
    };
    const command = { type: 'RaiseOpportunity', facts, standing, title, catalogue } as const;
    const { sequence } = await create(this.#messaging, opportunity, { id, command, context }, reply);
    return { opportunityId: id, sequence };
  }

  @Patch('opportunities/:opportunityId')
  @Returns('Moves an opportunity on, or says what is known of it now')
  async move(
    @Param('opportunityId') id: string,
    @Body(OpportunityChange) { title, reason, ...changes }: OpportunityChange,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    checkDays(changes);
    const loaded = await this.#messaging.load(opportunity, id);
    if (!loaded) throw new DomainError('opportunity-unknown', `There is no opportunity ${id}.`);
    const context = commandContext(request, { subject: loaded.subject });
    const catalogue = await this.#stages();
    const command = { type: 'MoveOpportunity', changes, reason, title, catalogue } as const;
    return answered(reply, await this.#messaging.handle(opportunity, id, command, context), { opportunityId: id });
  }

  @Post('customers/:id/plan-actions')
  @Returns('Adds an action to the plan; 200 where it was added before')
  async add(
    @Param('id') customerId: string,
    @Body(ActionBody) body: ActionBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const { what, ownerId, dueOn, opportunityId, occurredAt, imported } = body;
    checkDays({ dueOn });
    const id = itemId(body);
    const about = opportunityId !== undefined && { opportunityId };
    const command = {
      type: 'AddPlanAction',
      facts: { actionId: id, customerId, ...about, ownerId, dueOn },
      what,
    } as const;
    const context = commandContext(request, { subject: customerId, occurredAt, imported });
    const { sequence } = await create(this.#messaging, planAction, { id, command, context }, reply);
    return { actionId: id, sequence };
  }

  @Patch('plan-actions/:actionId')
  @Returns('Gives an action another owner or another day')
  async change(
    @Param('actionId') id: string,
    @Body(ActionChange) body: ActionChange,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    checkDays(body);
    const context = commandContext(request, { subject: await this.#subjectOf(id) });
    const command = { type: 'ChangePlanAction', ...body } as const;
    return answered(reply, await this.#messaging.handle(planAction, id, command, context), { actionId: id });
  }

  @Post('plan-actions/:actionId/closing')
  @HttpCode(200)
  @Returns('Says that an action is done, or not to be done any more')
  async close(
    @Param('actionId') id: string,
    @Body(ActionClosing) { outcome }: ActionClosing,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const context = commandContext(request, { subject: await this.#subjectOf(id) });
    const command = { type: 'ClosePlanAction', outcome } as const;
    return answered(reply, await this.#messaging.handle(planAction, id, command, context), { actionId: id });
  }

  @Post('customers/:id/lessons')
  @Returns('Logs how business went, or what is to be learnt from it; 200 where it was logged before')
  async log(
    @Param('id') customerId: string,
    @Body(LessonBody) body: LessonBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const { kind, text, opportunityId, occurredAt, imported } = body;
    const id = itemId(body);
    const about = opportunityId !== undefined && { opportunityId };
    const command = { type: 'LogLesson', facts: { lessonId: id, customerId, ...about, kind }, text } as const;
    const context = commandContext(request, { subject: customerId, occurredAt, imported });
    const { sequence } = await create(this.#messaging, lesson, { id, command, context }, reply);
    return { lessonId: id, sequence };
  }

  async #stages(at?: string): Promise<Stages> {
    const { content } = await this.#catalogues.inForce(OPPORTUNITY, at);
    return content;
  }

  async #subjectOf(actionId: string): Promise<string> {
    const loaded = await this.#messaging.load(planAction, actionId);
    if (!loaded) throw new DomainError('action-unknown', `There is no action ${actionId}.`);
    return loaded.subject;
  }
}
