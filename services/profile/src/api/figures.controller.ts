import { Controller, Get, Inject } from '@nestjs/common';
import { Instant, oneOf, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, cursorOf, MESSAGING, page, paging, Param, Query, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { customerDocuments, type CustomerDocument } from '../projections/customer-document.ts';
import { BEHIND } from '../projections/figure-events.ts';
import { countTimeline, readTimeline } from '../projections/timeline.projection.ts';
import type { FigureCode } from '../projections/view-figures.ts';
import { linksOf } from './event-links.ts';
import { definitionOf, FIGURES, figureShown } from './figures.ts';
import { customerUnerased } from './who.ts';

const ListQuery = Type.Object(paging, { additionalProperties: false });
const cursor = cursorOf(Type.Object({ occurredAt: Instant, eventId: Uuid }));

/** Why a figure of the view is what it is: its definition, and the events that it is made of. */
@Controller('v1/customers/:id/figures')
@Allow('specialist', 'supervisor', 'manager', 'service', 'privacyOfficer')
export class FiguresController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Returns('All figures of the view, each with its unit, value and date')
  async list(@Param('id') id: string, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const { view } = await this.#viewed(id);
    return { customerId: view.customerId, items: FIGURES.map(figure => figureShown(figure, view)), next: null };
  }

  @Get(':figure')
  @Returns('What a figure means, what it is now, and the events behind it, newest first; n is how many there are')
  async read(
    @Param('id') id: string,
    @Param('figure', oneOf(FIGURES)) figure: FigureCode,
    @Query(ListQuery) { limit, cursor: from }: Static<typeof ListQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    const before = cursor.read(from);
    await caughtUp(this.#messaging, request);
    const { view, recorded } = await this.#viewed(id);
    const behind = BEHIND[figure](view);
    const { pool } = this.#messaging;
    const asked = { ...behind, recorded, before, limit: limit + 1 };
    const [n, rows] = await Promise.all([countTimeline(pool, recorded, behind), readTimeline(pool, asked)]);
    const { items, next } = page(rows, limit, ({ occurredAt, eventId }) => cursor.write({ occurredAt, eventId }));
    return {
      customerId: view.customerId,
      ...figureShown(figure, view),
      definition: definitionOf(figure),
      n,
      items: items.map(item => ({ ...item, links: linksOf(item.summary) })),
      next,
    };
  }

  async #viewed(id: string): Promise<{ view: CustomerDocument; recorded: readonly string[] }> {
    const { current, recorded } = await this.#messaging.identity.of(id);
    const view = (await customerDocuments(this.#messaging.pool, [current])).get(current);
    if (view) return { view, recorded };
    await customerUnerased(this.#messaging, id);
    throw new DomainError('customer-unknown', `Nothing is known of customer ${id} yet.`);
  }
}
