import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  answered,
  Body,
  create,
  Ctx,
  MESSAGING,
  Param,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { goal } from '../domain/goal.ts';
import { recordedAs } from './bodies.ts';
import { CommerceQuery, GoalBody, ReviewBody } from './commerce-bodies.ts';
import { reviewGoal, setGoal } from './commerce-commands.ts';
import { pageOf } from './commerce-lists.ts';
import { storyOf, told } from './record.ts';

/** What was agreed with a customer for the figures of its report, and how it was reviewed together. */
@Controller('v1/goals')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class GoalsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post()
  @Returns('Records a goal that was agreed; 200 where it was recorded before', recordedAs('goalId'))
  async set(
    @Body(GoalBody) body: GoalBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, goal, setGoal(request, body), reply);
    return { goalId: id, sequence };
  }

  @Get()
  @Returns('The goals agreed with a customer under all its ids, newest first')
  list(@Query(CommerceQuery) query: CommerceQuery, @Ctx() request: FastifyRequest): Promise<Page<object>> {
    return pageOf(this.#messaging, request, 'goal', query);
  }

  @Get(':goalId')
  @Returns('One goal, with its reviews')
  async read(@Param('goalId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    const { facts, since } = await storyOf(this.#messaging, goal, id, reply);
    return { ...facts, reviews: since.map(told) };
  }

  @Post(':goalId/reviews')
  @HttpCode(200)
  @Returns('Records that it was reviewed together with the customer; once a day', recordedAs('goalId'))
  async review(
    @Param('goalId') goalId: string,
    @Body(ReviewBody) body: ReviewBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { command, context } = reviewGoal(request, goalId, body);
    const accepted = await this.#messaging.handle(goal, goalId, command, context);
    return answered(reply, accepted, { goalId });
  }
}
