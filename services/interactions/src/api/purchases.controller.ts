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
  Reply,
  Returns,
  type BatchResult,
  type Item,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { purchase } from '../domain/purchase.ts';
import { PurchaseBody, recordedAs } from './bodies.ts';
import { makePurchase } from './commands.ts';
import { recordOf } from './record.ts';

@Controller('v1')
export class PurchasesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('purchases')
  @Allow('specialist', 'supervisor', 'manager', 'service')
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

  @Get('purchases/:purchaseId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One purchase')
  read(@Param('purchaseId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, purchase, id, reply);
  }
}
