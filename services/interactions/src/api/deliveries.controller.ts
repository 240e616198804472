import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  create,
  Ctx,
  handleBatch,
  Items,
  MESSAGING,
  Param,
  Query,
  Reply,
  Returns,
  type BatchResult,
  type Item,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { delivery } from '../domain/delivery.ts';
import { requirements } from '../domain/requirements.ts';
import { recordedAs } from './bodies.ts';
import { CommerceQuery, DeliveryBody, RequirementsBody } from './commerce-bodies.ts';
import { makeDelivery, recordRequirements } from './commerce-commands.ts';
import { pageOf } from './commerce-lists.ts';
import { recordOf } from './record.ts';

/** Before the service what it has to be, and after it how it was brought. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class DeliveriesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('requirements')
  @Returns(
    'Records what the customer needs before a service; 200 where it was recorded before',
    recordedAs('requirementsId'),
  )
  async require(
    @Body(RequirementsBody) body: RequirementsBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, requirements, recordRequirements(request, body), reply);
    return { requirementsId: id, sequence };
  }

  @Get('requirements')
  @Returns('What a customer needed, under all its ids, newest first; its words are with each by its id')
  listRequirements(@Query(CommerceQuery) query: CommerceQuery, @Ctx() request: FastifyRequest): Promise<Page<object>> {
    return pageOf(this.#messaging, request, 'requirements', query);
  }

  @Get('requirements/:requirementsId')
  @Returns('What the customer needs, with its words')
  readRequirements(@Param('requirementsId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, requirements, id, reply);
  }

  @Post('deliveries')
  @Returns('Records a delivery; 200 where it was recorded before', recordedAs('deliveryId'))
  async deliver(
    @Body(DeliveryBody) body: DeliveryBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, delivery, makeDelivery(request, body), reply);
    return { deliveryId: id, sequence };
  }

  @Post('deliveries::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 deliveries')
  deliverMany(
    @Items(DeliveryBody) items: readonly Item<DeliveryBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return handleBatch(this.#messaging, delivery, items, item => makeDelivery(request, item));
  }

  @Get('deliveries')
  @Returns('The deliveries to a customer under all its ids, newest first')
  listDeliveries(@Query(CommerceQuery) query: CommerceQuery, @Ctx() request: FastifyRequest): Promise<Page<object>> {
    return pageOf(this.#messaging, request, 'delivery', query);
  }

  @Get('deliveries/:deliveryId')
  @Returns('One delivery')
  readDelivery(@Param('deliveryId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, delivery, id, reply);
  }
}
