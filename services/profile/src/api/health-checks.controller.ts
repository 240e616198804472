import { Controller, Get, Inject, Post } from '@nestjs/common';
import { Code, Instant, StaffId, Uuid } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  commandContext,
  create,
  Ctx,
  cursorOf,
  itemId,
  MESSAGING,
  origin,
  page,
  paging,
  Param,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { health } from '../domain/health.ts';
import { checkHistory } from '../projections/health.projection.ts';
import { meanOf } from '../projections/health-trend.ts';
import { HEALTH } from './catalogue-kinds.ts';
import { Catalogues } from './catalogues.ts';
import { knownCustomer } from './known-customer.ts';

const closed = { additionalProperties: false };
const CheckBody = Type.Object(
  {
    scores: Type.Array(
      Type.Object(
        { indicator: Code, score: Type.Integer({ minimum: 0, maximum: 9, description: '0 very poor, 9 excellent' }) },
        closed,
      ),
      { minItems: 1, maxItems: 20, description: 'One for each indicator of the catalogue' },
    ),
    assessorId: Type.Optional({ ...StaffId, description: 'Who judged, where that is not the caller' }),
    ...origin,
  },
  closed,
);
type CheckBody = Static<typeof CheckBody>;

const ListQuery = Type.Object(paging, closed);
const cursor = cursorOf(Type.Object({ checkedAt: Instant, checkId: Uuid }));

/** Health checks: how people judge the relation with an enterprise. What is computed of it stands elsewhere. */
@Controller('v1/customers/:id/health-checks')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class HealthChecksController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Catalogues) catalogues: Catalogues) {
    this.#messaging = messaging;
    this.#catalogues = catalogues;
  }

  @Post()
  @Returns('Records a health check; a fall by two points or more since the last is told as an event of its own')
  async check(
    @Param('id') customerId: string,
    @Body(CheckBody) body: CheckBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { partyType } = await knownCustomer(this.#messaging, customerId);
    const { scores, assessorId, occurredAt, imported } = body;
    const context = commandContext(request, { subject: customerId, occurredAt, imported });
    const at = context.occurredAt ?? new Date().toISOString();
    const { version, content } = await this.#catalogues.inForce(HEALTH, at);
    const checkId = itemId(body);
    const command = {
      type: 'CheckHealth',
      customerId,
      partyType,
      check: { checkId, at, scores },
      assessorId,
      catalogue: { version, ...content },
      elsewhere: await this.#elsewhere(customerId),
    } as const;
    const sending = { id: customerId, command, context: { ...context, occurredAt: at } };
    const { sequence } = await create(this.#messaging, health, sending, reply);
    return { checkId, sequence };
  }

  @Get()
  @Returns('The health checks of an enterprise under all its ids, newest first')
  async list(
    @Param('id') id: string,
    @Query(ListQuery) { limit, cursor: from }: Static<typeof ListQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<unknown>> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    const { recorded } = await this.#messaging.identity.of(id);
    const rows = await checkHistory(this.#messaging.pool, { recorded, before: cursor.read(from), limit: limit + 1 });
    const checks = rows.map(check => ({ ...check, mean: meanOf(check) }));
    return page(checks, limit, ({ checkedAt, checkId }) => cursor.write({ checkedAt, checkId }));
  }

  /** The last checks of the other ids that are the same customer now: a fall is one whichever id was judged before. */
  async #elsewhere(customerId: string) {
    const { recorded } = await this.#messaging.identity.of(customerId);
    const others = recorded.filter(id => id !== customerId);
    const loaded = await Promise.all(others.map(id => this.#messaging.load(health, id)));
    return loaded.flatMap(each => each?.state ?? []);
  }
}
