import { createHash } from 'node:crypto';
import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Ctx,
  itemId,
  handleBatch,
  Items,
  MESSAGING,
  Returns,
  type BatchResult,
  type Item,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { complaint } from '../domain/complaint.decide.ts';
import { valueClassesOf } from '../projections/value-classes.projection.ts';
import { HistoricItem, OpenBody, StepItem } from './bodies.ts';
import { ReferenceData } from './reference-data.ts';
import { historicCommand, openCommand, stepCommand } from './to-command.ts';

/** For senders with many: up to 500 items, each answered in its place. */
@Controller('v1')
@Allow('service')
export class BatchesController {
  readonly #messaging: Messaging;
  readonly #reference: ReferenceData;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(ReferenceData) reference: ReferenceData) {
    this.#messaging = messaging;
    this.#reference = reference;
  }

  @Post('complaints::batch')
  @HttpCode(200)
  @Returns('Opens up to 500 complaints')
  async open(@Items(OpenBody) items: readonly Item<OpenBody>[], @Ctx() request: FastifyRequest): Promise<BatchResult> {
    const reference = await this.#reference.current();
    const customers = items.flatMap(item => (item.ok ? [item.value.customerId] : []));
    const classes = await valueClassesOf(this.#messaging.pool, customers);
    return handleBatch(this.#messaging, complaint, items, item => openCommand(request, item, reference, classes));
  }

  @Post('complaints/steps::batch')
  @HttpCode(200)
  @Returns(
    'Takes up to 500 steps, those of one complaint in the order sent; sent again under its sourceId, a step is a duplicate',
  )
  async step(@Items(StepItem) items: readonly Item<StepItem>[], @Ctx() request: FastifyRequest): Promise<BatchResult> {
    const reference = await this.#reference.current();
    return handleBatch(this.#messaging, complaint, items, item => {
      const {
        complaintId,
        command: { type, ...fields },
        source,
        sourceId,
        ...taken
      } = item;
      const command = stepCommand(request, complaintId, type, fields, taken, reference);
      if (sourceId === undefined) return command;
      const bodyHash = createHash('sha256')
        .update(JSON.stringify([complaintId, type, fields, taken]))
        .digest('base64url');
      return { ...command, itemKey: { caller: command.context.actor, value: itemId({ source, sourceId }), bodyHash } };
    });
  }

  @Post('historic-complaints::batch')
  @HttpCode(200)
  @Returns('Files up to 500 closed cases of the past as they were')
  async file(
    @Items(HistoricItem) items: readonly Item<HistoricItem>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    const reference = await this.#reference.current();
    return handleBatch(this.#messaging, complaint, items, item => historicCommand(request, item, reference));
  }
}
