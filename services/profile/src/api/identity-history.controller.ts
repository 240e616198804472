import { Controller, Get, Inject } from '@nestjs/common';
import { Instant, Uuid } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  caughtUp,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { readHistory, type HistoryItem } from '../projections/identity-history.projection.ts';
import { HistoryPage, HistoryQuery } from './duplicates.bodies.ts';
import { customerNow } from './who.ts';

const cursor = cursorOf(Type.Object({ recordedAt: Instant, eventId: Uuid }));

@Controller('v1/customers')
@Allow('specialist', 'supervisor', 'manager', 'privacyOfficer')
export class IdentityHistoryController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get(':id/identity-history')
  @Returns(
    'Who was merged with this customer, parted from it or kept apart, when, by whom and why; newest first',
    HistoryPage,
  )
  async history(
    @Param('id') id: string,
    @Query(HistoryQuery) { limit, cursor: from }: HistoryQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<HistoryItem> & { customerId: string }> {
    await caughtUp(this.#messaging, request);
    await customerNow(this.#messaging, id);
    const { current, recorded } = await this.#messaging.identity.of(id);
    const items = await readHistory(this.#messaging.pool, recorded, cursor.read(from), limit + 1);
    const cut = page(items, limit, ({ recordedAt, eventId }) => cursor.write({ recordedAt, eventId }));
    return { customerId: current, ...cut };
  }
}
