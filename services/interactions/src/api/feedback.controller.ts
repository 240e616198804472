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
import { feedback } from '../domain/feedback.ts';
import { FeedbackBody, recordedAs } from './bodies.ts';
import { giveFeedback } from './commands.ts';
import { recordOf } from './record.ts';

@Controller('v1')
export class FeedbackController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('feedback')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Records an answered survey; 200 where it was recorded before', recordedAs('feedbackId'))
  async record(
    @Body(FeedbackBody) body: FeedbackBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, feedback, giveFeedback(request, body), reply);
    return { feedbackId: id, sequence };
  }

  @Post('feedback::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 answered surveys')
  recordMany(
    @Items(FeedbackBody) items: readonly Item<FeedbackBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return handleBatch(this.#messaging, feedback, items, item => giveFeedback(request, item));
  }

  @Get('feedback/:feedbackId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One answered survey, with its comment')
  read(@Param('feedbackId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, feedback, id, reply);
  }
}
