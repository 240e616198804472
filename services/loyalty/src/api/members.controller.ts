import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  create,
  Ctx,
  cursorOf,
  handleBatch,
  Items,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  type BatchResult,
  type Item,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { account } from '../domain/account.decider.ts';
import type { Purse } from '../domain/purse.ts';
import { entriesOf, type EntryRow } from '../projections/ledger.query.ts';
import { EntriesAnswer, EntriesQuery, EntryKey, MemberAnswer, MembershipAnswer, MembershipBody } from './bodies.ts';
import { enrolment } from './enrolment.ts';
import { purseAt } from './purse.ts';

const cursor = cursorOf(EntryKey);

@Controller('v1')
export class MembersController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('members')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Enrols a customer; 200 and the membership there is, where there is one', MembershipAnswer)
  async enrol(
    @Body(MembershipBody) body: MembershipBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { id, sequence } = await create(this.#messaging, account, enrolment(request, body), reply);
    return { customerId: id, sequence };
  }

  @Post('members::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Enrols up to 500 customers')
  enrolMany(
    @Items(MembershipBody) items: readonly Item<MembershipBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return handleBatch(this.#messaging, account, items, item => enrolment(request, item));
  }

  @Get('members/:customerId')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('Tier and points; those of a merged customer together', MemberAnswer)
  async read(@Param('customerId') customerId: string): Promise<Purse & { customerId: string }> {
    const purse = await purseAt(this.#messaging, customerId, new Date().toISOString());
    if (purse === undefined) throw new DomainError('not-a-member', 'The customer has not joined the programme.');
    return { customerId, ...purse };
  }

  @Get('members/:customerId/entries')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('The entries of the ledger, newest first', EntriesAnswer)
  async entries(
    @Param('customerId') customerId: string,
    @Query(EntriesQuery) query: EntriesQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<EntryRow>> {
    const key = cursor.read(query.cursor);
    await caughtUp(this.#messaging, request);
    const { recorded } = await this.#messaging.identity.of(customerId);
    const rows = await entriesOf(this.#messaging.pool, recorded, key, query.limit + 1);
    return page(rows, query.limit, ({ occurredAt, entryId }) => cursor.write({ occurredAt, entryId }));
  }
}
