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
import { recordedAs } from './bodies.ts';
import { FeedbackBody } from './feedback-body.ts';
import { giveFeedback } from './give-feedback.ts';
import { recordOf } from './record.ts';
import { SurveyCatalogue } from './survey-catalogue.ts';

@Controller('v1')
export class FeedbackController {
  readonly #messaging: Messaging;
  readonly #surveys: SurveyCatalogue;

  constructor(@Inject(MESSAGING) messaging: Messaging, surveys: SurveyCatalogue) {
    this.#messaging = messaging;
    this.#surveys = surveys;
  }

  @Post('feedback')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Records an answered survey; 200 where it was recorded before', recordedAs('feedbackId'))
  async record(
    @Body(FeedbackBody) body: FeedbackBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const command = giveFeedback(request, await this.#surveys.current(), body);
    const { id, sequence } = await create(this.#messaging, feedback, command, reply);
    return { feedbackId: id, sequence };
  }

  @Post('feedback::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Records up to 500 answered surveys')
  async recordMany(
    @Items(FeedbackBody) items: readonly Item<FeedbackBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    const surveys = await this.#surveys.current();
    return handleBatch(this.#messaging, feedback, items, item => giveFeedback(request, surveys, item));
  }

  @Get('feedback/:feedbackId')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('One answered survey, with its comment')
  read(@Param('feedbackId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return recordOf(this.#messaging, feedback, id, reply);
  }
}
