import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  create,
  Ctx,
  cursorOf,
  handleBatch,
  Items,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
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
    const command = recordInteraction(request, await this.#catalogue.current(), body);
    const { id, sequence } = await create(this.#messaging, interaction, command, reply);
    return { interactionId: id, sequence };
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
    return handleBatch(this.#messaging, interaction, items, item => recordInteraction(request, channels, item));
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
    await caughtUp(this.#messaging, request);
    const { recorded } = await this.#messaging.identity.of(customer);
    const rows = await interactionsOf(this.#messaging.pool, recorded, key, limit + 1);
    return page(rows, limit, ({ occurredAt, interactionId }) => cursor.write({ occurredAt, interactionId }));
  }

  @Get('interactions/:interactionId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One interaction, with its notes')
  read(@Param('interactionId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, interaction, id, reply);
  }
}
