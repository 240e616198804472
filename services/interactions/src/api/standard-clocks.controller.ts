import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, cursorOf, MESSAGING, page, Query, Returns, type Page } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { runningClocks, type ClockFacts } from '../projections/standard-clocks.query.ts';
import { ClockKey, ClocksQuery } from './standard-bodies.ts';

const cursor = cursorOf(ClockKey);

/** Who waits for what a standard promises. */
@Controller('v1/standard-clocks')
export class StandardClocksController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('The clocks of service standards that run, those due first at first; of one customer under all its ids')
  async list(@Query(ClocksQuery) query: ClocksQuery, @Ctx() request: FastifyRequest): Promise<Page<ClockFacts>> {
    const { customer, team, breached, limit } = query;
    const after = cursor.read(query.cursor);
    await caughtUp(this.#messaging, request);
    const customers = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const rows = await runningClocks(this.#messaging.pool, { customers, team, breached, after, limit: limit + 1 });
    return page(rows, limit, ({ dueAt, clockId }) => cursor.write({ dueAt, clockId }));
  }
}
