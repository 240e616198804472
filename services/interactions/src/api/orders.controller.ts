import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  answered,
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
import { order } from '../domain/order.ts';
import { followingOrder } from '../projections/commerce.query.ts';
import { recordedAs } from './bodies.ts';
import { CancelBody, CommerceQuery, OrderBody } from './commerce-bodies.ts';
import { cancelOrder, placeOrder } from './commerce-commands.ts';
import { pageOf } from './commerce-lists.ts';
import { storyOf, told } from './record.ts';

/** What was ordered. Purchases and deliveries name the order that they are for, and may become known before it. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class OrdersController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('orders')
  @Returns('Records an order; 200 where it was recorded before', recordedAs('orderId'))
  async place(
    @Body(OrderBody) body: OrderBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, order, placeOrder(request, body), reply);
    return { orderId: id, sequence };
  }

  @Post('orders::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 orders')
  placeMany(@Items(OrderBody) items: readonly Item<OrderBody>[], @Ctx() request: FastifyRequest): Promise<BatchResult> {
    return handleBatch(this.#messaging, order, items, item => placeOrder(request, item));
  }

  @Post('orders/:orderId/cancel')
  @HttpCode(200)
  @Returns('Withdraws an order', recordedAs('orderId'))
  async cancel(
    @Param('orderId') orderId: string,
    @Body(CancelBody) body: CancelBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { command, context } = cancelOrder(request, orderId, body);
    const accepted = await this.#messaging.handle(order, orderId, command, context);
    return answered(reply, accepted, { orderId });
  }

  @Get('orders')
  @Returns('The orders of a customer under all its ids, newest first')
  list(@Query(CommerceQuery) query: CommerceQuery, @Ctx() request: FastifyRequest): Promise<Page<object>> {
    return pageOf(this.#messaging, request, 'order', query);
  }

  @Get('orders/:orderId')
  @Returns('One order, with what was bought and delivered on it')
  async read(@Param('orderId') orderId: string, @Reply() reply: FastifyReply): Promise<object> {
    const { facts, since } = await storyOf(this.#messaging, order, orderId, reply);
    const following = await followingOrder(this.#messaging.pool, orderId);
    const of = (wanted: string): object[] =>
      following.filter(({ kind }) => kind === wanted).map(({ facts, occurredAt }) => ({ ...facts, occurredAt }));
    const [cancelled] = since;
    const purchases = of('purchase');
    const status = cancelled ? 'cancelled' : purchases.length > 0 ? 'purchased' : 'placed';
    return { ...facts, status, cancelled: cancelled ? told(cancelled) : null, purchases, deliveries: of('delivery') };
  }
}
