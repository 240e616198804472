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
import { purchase } from '../domain/purchase.ts';
import { PurchaseBody, recordedAs } from './bodies.ts';
import { makePurchase } from './commands.ts';
import { CommerceQuery, RefundBody, RefundItem } from './commerce-bodies.ts';
import { refundPurchase } from './commerce-commands.ts';
import { pageOf } from './commerce-lists.ts';
import { storyOf, told } from './record.ts';

@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class PurchasesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('purchases')
  @Returns('Records a purchase; 200 where it was recorded before', recordedAs('purchaseId'))
  async record(
    @Body(PurchaseBody) body: PurchaseBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, purchase, makePurchase(request, body), reply);
    return { purchaseId: id, sequence };
  }

  @Post('purchases::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 purchases')
  recordMany(
    @Items(PurchaseBody) items: readonly Item<PurchaseBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return handleBatch(this.#messaging, purchase, items, item => makePurchase(request, item));
  }

  @Get('purchases')
  @Returns('The purchases of a customer under all its ids, newest first')
  list(@Query(CommerceQuery) query: CommerceQuery, @Ctx() request: FastifyRequest): Promise<Page<object>> {
    return pageOf(this.#messaging, request, 'purchase', query);
  }

  @Get('purchases/:purchaseId')
  @Returns('One purchase, with its refunds')
  async read(@Param('purchaseId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    const { facts, since } = await storyOf(this.#messaging, purchase, id, reply);
    return { ...facts, refunds: since.map(told) };
  }

  @Post('purchases/:purchaseId/refunds')
  @Returns('Gives back what was paid, or a part of it; 200 where that was recorded before', recordedAs('refundId'))
  async refund(
    @Param('purchaseId') purchaseId: string,
    @Body(RefundBody) body: RefundBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const command = refundPurchase(request, { purchaseId, ...body });
    const { sequence } = await create(this.#messaging, purchase, command, reply);
    return { refundId: command.command.refund.refundId, sequence };
  }

  @Post('refunds::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 refunds, each of a purchase that is known')
  refundMany(
    @Items(RefundItem) items: readonly Item<RefundItem>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return handleBatch(this.#messaging, purchase, items, item => refundPurchase(request, item));
  }
}
