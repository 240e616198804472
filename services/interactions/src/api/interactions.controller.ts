import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  Ctx,
  cursorOf,
  Items,
  MESSAGING,
  page,
  Param,
  Query,
  rapportAfter,
  Reply,
  Returns,
  runBatch,
  sent,
  type BatchResult,
  type Item,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { interaction } from '../domain/interaction.ts';
import { interactionsOf, type InteractionRow } from '../projections/interactions-of-customer.projection.ts';
import { InteractionBody, InteractionKey, InteractionsQuery, recordedAs } from './bodies.ts';
import { ChannelCatalogue } from './channel-catalogue.ts';
import { recordInteraction } from './commands.ts';
import { recordOf } from './record.ts';

const cursor = cursorOf(InteractionKey);

@Controller('v1')
export class InteractionsController {
  readonly #messaging: Messaging;
  readonly #catalogue: ChannelCatalogue;

  constructor(@Inject(MESSAGING) messaging: Messaging, catalogue: ChannelCatalogue) {
    this.#messaging = messaging;
    this.#catalogue = catalogue;
  }

  @Post('interactions')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Records a contact; 200 where it was recorded before', recordedAs('interactionId'))
  async record(
    @Body(InteractionBody) body: InteractionBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, command, context } = recordInteraction(request, await this.#catalogue.current(), body);
    const recorded = await this.#messaging.handle(interaction, id, command, context);
    sent(reply, recorded);
    if (recorded.repeated) void reply.status(200);
    return { interactionId: recorded.id, sequence: recorded.sequence };
  }

  @Post('interactions::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 contacts')
  async recordMany(
    @Items(InteractionBody) items: readonly Item<InteractionBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    const channels = await this.#catalogue.current();
    return runBatch(
      items,
      item => recordInteraction(request, channels, item),
      commands => this.#messaging.handleMany(interaction, commands),
    );
  }

  @Get('interactions')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('The interactions of a customer under all its ids, newest first')
  async list(
    @Query(InteractionsQuery) query: InteractionsQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<InteractionRow>> {
    const { customer, limit } = query;
    const key = cursor.read(query.cursor);
    const after = rapportAfter(request);
    if (after !== undefined) await this.#messaging.after(after);
    const { identity, pool } = this.#messaging;
    const current = (await identity.current([customer])).get(customer) ?? customer;
    const rows = await interactionsOf(pool, await identity.recorded(current), key, limit + 1);
    return page(rows, limit, ({ occurredAt, interactionId }) => cursor.write({ occurredAt, interactionId }));
  }

  @Get('interactions/:interactionId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One interaction, with its notes')
  read(@Param('interactionId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, interaction, id, reply);
  }
}
