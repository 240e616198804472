import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  created,
  Ctx,
  Items,
  MESSAGING,
  Param,
  Reply,
  Returns,
  runBatch,
  type BatchResult,
  type Item,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RedemptionAnswer, RedemptionBody, RedemptionItem } from './bodies.ts';
import { redeem, redeemMany } from './redeem.ts';
import { redemption } from './redemption.ts';

@Controller('v1')
export class RedemptionsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('members/:customerId/redemptions')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Spends available points, never more than there are', RedemptionAnswer)
  async redeem(
    @Param('customerId') customerId: string,
    @Body(RedemptionBody) body: RedemptionBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const wanted = redemption(request, { customerId, ...body });
    const { sequence } = created(reply, await redeem(this.#messaging, wanted));
    return { entryId: wanted.command.entryId, customerId, points: body.points, sequence };
  }

  @Post('redemptions::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Up to 500 redemptions of any members')
  redeemMany(
    @Items(RedemptionItem) items: readonly Item<RedemptionItem>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return runBatch(
      items,
      item => redemption(request, item),
      commands => redeemMany(this.#messaging, commands),
    );
  }
}
