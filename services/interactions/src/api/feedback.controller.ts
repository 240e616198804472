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
    const { id, command, context } = giveFeedback(request, body);
    const recorded = await this.#messaging.handle(feedback, id, command, context);
    sent(reply, recorded);
    if (recorded.repeated) void reply.status(200);
    return { feedbackId: recorded.id, sequence: recorded.sequence };
  }

  @Post('feedback::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 answered surveys')
  recordMany(
    @Items(FeedbackBody) items: readonly Item<FeedbackBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return runBatch(
      items,
      item => giveFeedback(request, item),
      commands => this.#messaging.handleMany(feedback, commands),
    );
  }

  @Get('feedback/:feedbackId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One answered survey, with its comment')
  read(@Param('feedbackId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, feedback, id, reply);
  }
}
