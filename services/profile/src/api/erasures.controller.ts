import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Instant, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  sent,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import Type from 'typebox';
import { privacy } from '../domain/privacy.ts';
import {
  erasureRequests,
  receipt,
  receipts,
  type ErasureRequest,
  type Receipt,
} from '../projections/erasures.query.ts';
import { eraseCustomer, newIdFor } from './erase.ts';
import { Because, ErasureRequestBody, ErasuresQuery, RequestsQuery } from './privacy.bodies.ts';
import { customerUnerased } from './who.ts';

const cursor = cursorOf(Type.Object({ erasedAt: Instant, erasureId: Uuid }));
const placeOfRequest = cursorOf(Type.Object({ closed: Type.Boolean(), dueOn: Type.String(), requestId: Uuid }));

/** The right to be forgotten: asked for by the customer, done by the privacy officer, confirmed by every service. */
@Controller('v1')
@Allow('privacyOfficer')
export class ErasuresController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('customers/:id/erasure-requests')
  @Allow('specialist', 'supervisor', 'manager', 'service', 'privacyOfficer')
  @Returns('Records that the customer wants to be erased; to be answered within a month')
  async ask(
    @Param('id') id: string,
    @Body(ErasureRequestBody) { channel, receivedAt }: ErasureRequestBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { customerId } = await customerUnerased(this.#messaging, id);
    const context = commandContext(request, { subject: customerId, occurredAt: receivedAt });
    const requestId = newIdFor('erasure request', context);
    const asked = DateTime.fromISO(context.occurredAt ?? new Date().toISOString(), { zone: 'utc' });
    const dueOn = asked.plus({ months: 1 }).toISODate() ?? '';
    const command = { type: 'AskForErasure', customerId, requestId, channel, dueOn } as const;
    const accepted = await this.#messaging.handle(privacy, customerId, command, context);
    sent(reply, accepted);
    return { requestId, customerId, dueOn };
  }

  @Post('customers/:id/erasure-requests/:requestId/refusal')
  @HttpCode(200)
  @Returns('Records that the customer is not erased, and why')
  async refuse(
    @Param('id') id: string,
    @Param('requestId') requestId: string,
    @Body(Because) { reason }: Because,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const context = commandContext(request, { subject: id });
    const command = { type: 'RefuseErasure', customerId: id, requestId, reason } as const;
    sent(reply, await this.#messaging.handle(privacy, id, command, context));
    return { requestId, customerId: id };
  }

  @Get('erasure-requests')
  @Returns('What customers asked for, the most urgent first')
  async requests(
    @Query(RequestsQuery) { open, customer, limit, cursor }: RequestsQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ErasureRequest>> {
    await caughtUp(this.#messaging, request);
    const recorded = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const after = placeOfRequest.read(cursor);
    const found = await erasureRequests(this.#messaging.pool, { open, recorded, after, limit: limit + 1 });
    return page(found, limit, ({ state, dueOn, requestId }) =>
      placeOfRequest.write({ closed: state !== 'open', dueOn, requestId }),
    );
  }

  @Post('customers/:id/erasure')
  @HttpCode(202)
  @Returns('Erases the customer under all its ids; a legal hold stops it. Who erases again gets the first receipt')
  async erase(
    @Param('id') id: string,
    @Body(Because) { reason }: Because,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const erasureId = await eraseCustomer(this.#messaging, id, reason, commandContext(request, { subject: id }));
    void reply.header('location', `/v1/erasures/${erasureId}`);
    return { erasureId };
  }

  @Get('erasures')
  @Returns('Erasures with their receipts, the last first')
  async list(@Query(ErasuresQuery) asked: ErasuresQuery, @Ctx() request: FastifyRequest): Promise<Page<Receipt>> {
    await caughtUp(this.#messaging, request);
    const found = await receipts(this.#messaging.pool, cursor.read(asked.cursor), asked.limit + 1);
    return page(found, asked.limit, ({ erasedAt, erasureId }) => cursor.write({ erasedAt, erasureId }));
  }

  @Get('erasures/:erasureId')
  @Returns('Which services have confirmed that nothing personal is left with them, and when')
  async read(@Param('erasureId') erasureId: string, @Ctx() request: FastifyRequest): Promise<Receipt> {
    await caughtUp(this.#messaging, request);
    const found = await receipt(this.#messaging.pool, erasureId);
    if (!found) throw new DomainError('erasure-unknown', `There is no erasure ${erasureId}, or it is too new to show.`);
    return found;
  }
}
