import { Controller, Get, Inject, Post } from '@nestjs/common';
import { Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  answered,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { nextBestAction } from '../domain/next-best-action.decide.ts';
import { isKnownCustomer } from '../projections/satisfaction.query.ts';
import { actionsOf, worthOf } from '../projections/worth.query.ts';
import { ActionsQuery, DecisionBody } from './strategy-bodies.ts';

const cursor = cursorOf(
  Type.Object({ risk: Type.Number({ minimum: 0, maximum: 1 }), customerId: Uuid }, { additionalProperties: false }),
);

const seesPersons = ({ roles }: Principal): boolean =>
  roles.some(role => role === 'specialist' || role === 'supervisor' || role === 'manager');

/** What customers are worth, how each is best served, and what is best done next. */
@Controller('v1')
export class WorthController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Get('customers/:customerId/worth')
  @Allow('specialist', 'supervisor', 'manager', 'analyst')
  @Returns('Lifetime value, share of wallet, service strategy and next best action, each with the figures behind it')
  async worth(
    @Param('customerId') id: string,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const { pool, identity } = this.#messaging;
    const { current: customerId, recorded } = await identity.of(id);
    const worth = await worthOf(pool, customerId);
    if (worth.values.length === 0 && worth.nextBestAction === null && !(await isKnownCustomer(pool, recorded))) {
      throw new DomainError('customer-unknown', 'Nothing is known of a customer of this id.');
    }
    const noted = seesPersons(actor) ? await this.#messaging.load(nextBestAction, customerId) : undefined;
    return { customerId, asOf: new Date().toISOString(), ...worth, note: noted?.personal['note'] ?? null };
  }

  @Get('next-best-actions')
  @Allow('supervisor', 'manager', 'analyst')
  @Returns('Customers by what is best done next, those most at risk first')
  async actions(
    @Query(ActionsQuery) { limit, cursor: from, action, undecided }: ActionsQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<unknown>> {
    const after = cursor.read(from);
    await caughtUp(this.#messaging, request);
    const asked = { action, undecided, after, staff: await this.#sights.staffSeenBy(actor), limit: limit + 1 };
    const rows = await actionsOf(this.#messaging.pool, asked);
    return page(rows, limit, ({ risk, customerId }) => cursor.write({ risk, customerId }));
  }

  @Post('customers/:customerId/next-best-action')
  @Allow('manager')
  @Returns('Decides what is done about a customer, as proposed or otherwise; it holds until something else is proposed')
  async decide(
    @Param('customerId') id: string,
    @Body(DecisionBody) { action, reason, note }: DecisionBody,
    @Actor() { id: decidedBy }: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { current: customerId } = await this.#messaging.identity.of(id);
    const command = { type: 'DecideNextBestAction', customerId, action, reason, note, decidedBy } as const;
    const context = commandContext(request, { subject: customerId });
    const accepted = await this.#messaging.handle(nextBestAction, customerId, command, context);
    return answered(reply, accepted, { customerId, action });
  }
}
