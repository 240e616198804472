import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  caughtUp,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Query,
  Returns,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { runningClocks, type ClockFacts } from '../projections/standard-clocks.query.ts';
import { ClockKey, ClocksQuery } from './standard-bodies.ts';

const cursor = cursorOf(ClockKey);

/** Who waits for what a standard promises. */
@Controller('v1/standard-clocks')
export class StandardClocksController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('The clocks of service standards that run, those due first at first; of one customer under all its ids')
  async list(
    @Query(ClocksQuery) query: ClocksQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ClockFacts>> {
    const { customer, team, breached, limit } = query;
    const after = cursor.read(query.cursor);
    await caughtUp(this.#messaging, request);
    const customers = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const asked = { customers, team, breached, staff: await this.#sights.staffSeenBy(actor), after };
    const rows = await runningClocks(this.#messaging.pool, { ...asked, limit: limit + 1 });
    return page(rows, limit, ({ dueAt, clockId }) => cursor.write({ dueAt, clockId }));
  }
}
