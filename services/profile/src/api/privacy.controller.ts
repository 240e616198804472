import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Instant, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
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
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Hold, Party } from '../domain/customer.ts';
import { privacy } from '../domain/privacy.ts';
import { privacyActionsOf, type PrivacyAction } from '../projections/erasures.query.ts';
import { newIdFor, toFamily } from './erase.ts';
import { droppedAttributes, type DroppedAttribute } from './kept-attributes.ts';
import { ActionsQuery, Because, DroppedQuery } from './privacy.bodies.ts';
import { customerNow, familyOf } from './who.ts';

const cursor = cursorOf(Type.Object({ occurredAt: Instant, eventId: Uuid }));

/** What the privacy officer does besides erasing: holds, and looking through who did what. */
@Controller('v1')
@Allow('privacyOfficer')
export class PrivacyController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get('customers/:id/holds')
  @Returns('Why nothing of the customer may be removed')
  async holds(@Param('id') id: string): Promise<Page<Hold>> {
    const family = await familyOf(this.#messaging, (await customerNow(this.#messaging, id)).state);
    const holds = new Map(family.flatMap(({ holds: held = [] }) => held.map(hold => [hold.holdId, hold] as const)));
    return { items: [...holds.values()], next: null };
  }

  @Post('customers/:id/holds')
  @Returns('Keeps what is personal of the customer from being removed, under all its ids')
  async hold(
    @Param('id') id: string,
    @Body(Because) { reason }: Because,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const context = commandContext(request, { subject: id });
    const holdId = newIdFor('hold', context);
    const command = { type: 'PlaceLegalHold', holdId, reason } as const;
    const { token } = await toFamily(this.#messaging, id, () => command, context);
    void reply.header('rapport-sequence', token);
    return { holdId };
  }

  @Post('customers/:id/holds/:holdId/release')
  @HttpCode(200)
  @Returns('The reason to keep it is gone')
  async release(
    @Param('id') id: string,
    @Param('holdId') holdId: string,
    @Body(Because) { reason }: Because,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const command = { type: 'ReleaseLegalHold', holdId, reason } as const;
    // One that was placed before a merge is on one of the records only.
    const commandFor = ({ holds = [] }: Party) => (holds.some(hold => hold.holdId === holdId) ? command : undefined);
    const { token } = await toFamily(this.#messaging, id, commandFor, commandContext(request, { subject: id }));
    if (token === '') throw new DomainError('hold-unknown', `There is no hold ${holdId} on this customer.`);
    void reply.header('rapport-sequence', token);
    return { holdId };
  }

  @Get('dropped-attributes')
  @Returns('What was told of customers and was not kept, because no purpose is declared for it')
  async dropped(@Query(DroppedQuery) { limit }: DroppedQuery): Promise<Page<DroppedAttribute>> {
    return { items: await droppedAttributes(this.#messaging.pool, limit), next: null };
  }

  @Post('customers/:id/exports')
  @Returns('Records that all that is known of the customer is given out, and why; the gateway puts it together')
  async export(
    @Param('id') id: string,
    @Body(Because) { reason }: Because,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    const { customerId } = (await customerNow(this.#messaging, id)).state;
    const command = { type: 'ExportData', customerId, reason } as const;
    await this.#messaging.handle(privacy, customerId, command, commandContext(request, { subject: customerId }));
    return { customerId, exportedAt: new Date().toISOString(), reason };
  }

  @Get('privacy-actions')
  @Returns('Who did what for privacy, when and why, the last first; those of a merged customer together')
  async actions(
    @Query(ActionsQuery) asked: ActionsQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<PrivacyAction>> {
    await caughtUp(this.#messaging, request);
    const { customer, action, limit } = asked;
    const recorded = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const before = cursor.read(asked.cursor);
    const found = await privacyActionsOf(this.#messaging.pool, { recorded, action, before, limit: limit + 1 });
    return page(found, limit, ({ occurredAt, eventId }) => cursor.write({ occurredAt, eventId }));
  }
}
