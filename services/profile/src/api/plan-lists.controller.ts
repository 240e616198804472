import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, paging, Param, Query, Returns, type Page } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { knownCustomer } from './known-customer.ts';
import { PLAN_LISTS } from './plan-lists.ts';

const ListQuery = Type.Object(paging, { additionalProperties: false });
type ListQuery = Static<typeof ListQuery>;

/** The lists of an account plan, however long they are. */
@Controller('v1/customers/:id')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class PlanListsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get('opportunities')
  @Returns(
    'The opportunities of a customer under all its ids: the open ones by the day they may close, then the others',
  )
  opportunities(@Param('id') id: string, @Query(ListQuery) query: ListQuery, @Ctx() request: FastifyRequest) {
    return this.#read('opportunities', id, query, request);
  }

  @Get('plan-actions')
  @Returns('The actions of its plan: the open ones by the day they are due, then the others')
  actions(@Param('id') id: string, @Query(ListQuery) query: ListQuery, @Ctx() request: FastifyRequest) {
    return this.#read('actions', id, query, request);
  }

  @Get('lessons')
  @Returns('Its log of lessons, newest first')
  lessons(@Param('id') id: string, @Query(ListQuery) query: ListQuery, @Ctx() request: FastifyRequest) {
    return this.#read('lessons', id, query, request);
  }

  async #read(
    list: keyof typeof PLAN_LISTS,
    id: string,
    query: ListQuery,
    request: FastifyRequest,
  ): Promise<Page<unknown>> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    const { recorded } = await this.#messaging.identity.of(id);
    return PLAN_LISTS[list](this.#messaging.pool, recorded, query);
  }
}
