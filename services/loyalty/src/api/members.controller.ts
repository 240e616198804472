import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  Ctx,
  cursorOf,
  Items,
  MESSAGING,
  page,
  Param,
  Query,
  rapportAfter,
  Reply,
  Returns,
  runBatch,
  sent,
  type BatchResult,
  type Item,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { account } from '../domain/account.decider.ts';
import { purseOf, type Purse } from '../domain/purse.ts';
import { entriesOf, type EntryRow } from '../projections/ledger.query.ts';
import { EntriesAnswer, EntriesQuery, EntryKey, MemberAnswer, MembershipAnswer, MembershipBody } from './bodies.ts';
import { enrolment } from './enrolment.ts';
import { accountsOf, idsOf } from './purse.ts';

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
    const { id, command, context } = enrolment(request, body);
    const enrolled = await this.#messaging.handle(account, id, command, context);
    sent(reply, enrolled);
    if (enrolled.repeated) void reply.status(200);
    return { customerId: enrolled.id, sequence: enrolled.sequence };
  }

  @Post('members::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Enrols up to 500 customers')
  enrolMany(
    @Items(MembershipBody) items: readonly Item<MembershipBody>[],
    @Ctx() request: FastifyRequest,
  ): Promise<BatchResult> {
    return runBatch(
      items,
      item => enrolment(request, item),
      commands => this.#messaging.handleMany(account, commands),
    );
  }

  @Get('members/:customerId')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('Tier and points; those of a merged customer together', MemberAnswer)
  async read(@Param('customerId') customerId: string): Promise<Purse & { customerId: string }> {
    const purse = purseOf(await accountsOf(this.#messaging, customerId), new Date().toISOString());
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
    const after = rapportAfter(request);
    if (after !== undefined) await this.#messaging.after(after);
    const ids = await idsOf(this.#messaging, customerId);
    const rows = await entriesOf(this.#messaging.pool, ids, key, query.limit + 1);
    return page(rows, query.limit, ({ occurredAt, entryId }) => cursor.write({ occurredAt, entryId }));
  }
}
