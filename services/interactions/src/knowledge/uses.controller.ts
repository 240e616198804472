import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Uuid } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  MESSAGING,
  Param,
  Query,
  Reply,
  Returns,
  sent,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { knowledgeUse } from '../domain/knowledge-use.ts';
import { usesIn, type UseOfContact } from '../projections/knowledge-uses.query.ts';
import { RatingBody, Used } from './bodies.ts';

const Asked = Type.Object({ interaction: Uuid }, { additionalProperties: false });
type Asked = Static<typeof Asked>;

/** What was used in contacts, and whether it helped. */
@Controller('v1/knowledge-uses')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class UsesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Returns('The articles and reply templates that were used in a contact, in order')
  async list(@Query(Asked) { interaction }: Asked, @Ctx() request: FastifyRequest): Promise<Page<UseOfContact>> {
    await caughtUp(this.#messaging, request);
    return { items: await usesIn(this.#messaging.pool, interaction), next: null };
  }

  @Post(':useId/ratings')
  @HttpCode(200)
  @Returns('Records whether it helped, as the agent or the customer says; the last word of each counts', Used)
  async rate(
    @Param('useId') useId: string,
    @Body(RatingBody) { helpful, by }: RatingBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const used = await this.#messaging.load(knowledgeUse, useId);
    const context = commandContext(request, { subject: used?.subject ?? useId });
    const accepted = await this.#messaging.handle(knowledgeUse, useId, { type: 'RateKnowledge', by, helpful }, context);
    sent(reply, accepted);
    return { useId, sequence: accepted.sequence };
  }
}
