import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  Ctx,
  Items,
  MESSAGING,
  Param,
  Reply,
  Returns,
  runBatch,
  sent,
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
    const { id, command, context } = makePurchase(request, body);
    const recorded = await this.#messaging.handle(purchase, id, command, context);
    sent(reply, recorded);
    if (recorded.repeated) void reply.status(200);
    return { purchaseId: recorded.id, sequence: recorded.sequence };
  }

  @Post('purchases::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 purchases')
  recordMany(
    @Items(PurchaseBody) items: readonly Item<PurchaseBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return runBatch(
      items,
      item => makePurchase(request, item),
      commands => this.#messaging.handleMany(purchase, commands),
    );
  }

  @Get('purchases/:purchaseId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One purchase')
  read(@Param('purchaseId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, purchase, id, reply);
  }
}
