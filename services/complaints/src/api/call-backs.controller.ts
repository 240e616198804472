import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
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
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CallBackCommand } from '../domain/complaint.commands.ts';
import { complaint } from '../domain/complaint.decide.ts';
import { listCallBacks, type ListedCallBack } from '../projections/call-backs.query.ts';
import {
  AnswerBody,
  AttemptBody,
  CallBackAnswer,
  CallBackCursor,
  CallBacksQuery,
  CancelBody,
} from './call-back-bodies.ts';
import { readsTexts } from './complaint-view.ts';
import { ReferenceData } from './reference-data.ts';
import { moment, planned } from './times.ts';
import { OF_THE_STREAM } from './to-command.ts';

const cursor = cursorOf(CallBackCursor);

/** Calls after closing: whether all is well. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class CallBacksController {
  readonly #messaging: Messaging;
  readonly #reference: ReferenceData;
  readonly #sights: Sights;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(ReferenceData) reference: ReferenceData,
    @Inject(Sights) sights: Sights,
  ) {
    this.#messaging = messaging;
    this.#reference = reference;
    this.#sights = sights;
  }

  @Get('call-backs')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('Call-backs to be made, open or missed, by what is due next; others, the latest due first')
  async list(
    @Query(CallBacksQuery) query: CallBacksQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ListedCallBack>> {
    await caughtUp(this.#messaging, request);
    const { customer, limit, cursor: from, dueBefore: before, ...wanted } = query;
    const dueBefore = before && planned(before, '/dueBefore', 'query string');
    const customers = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const staff = await this.#sights.staffSeenBy(actor);
    const asked = { ...wanted, dueBefore, customers, staff, texts: readsTexts(actor) };
    const rows = await listCallBacks(this.#messaging.pool, asked, cursor.read(from), limit + 1);
    const { items, next } = page(rows, limit, ({ dueAt, callBackId }) => cursor.write({ dueAt, callBackId }));
    const current = await this.#messaging.identity.current(items.map(item => item.customerId));
    return {
      items: items.map(item => ({ ...item, customerId: current.get(item.customerId) ?? item.customerId })),
      next,
    };
  }

  @Post('complaints/:id/call-backs/:callBackId/attempts')
  @HttpCode(200)
  @Returns('The customer was called and not reached', CallBackAnswer)
  attempt(
    @Param('id') id: string,
    @Param('callBackId') callBackId: string,
    @Body(AttemptBody) { channel, occurredAt }: AttemptBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<CallBackAnswer> {
    return this.#take(id, { type: 'AttemptCallBack', at: moment(occurredAt), callBackId, channel }, request, reply);
  }

  @Post('complaints/:id/call-backs/:callBackId/answers')
  @HttpCode(200)
  @Returns('What the customer says; who is dissatisfied has the complaint reopened', CallBackAnswer)
  async answer(
    @Param('id') id: string,
    @Param('callBackId') callBackId: string,
    @Body(AnswerBody) { occurredAt, ...said }: AnswerBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<CallBackAnswer> {
    const at = moment(occurredAt);
    const rules = (await this.#reference.current()).rulesAt(at);
    return this.#take(id, { type: 'AnswerCallBack', at, callBackId, ...said, rules }, request, reply);
  }

  @Post('complaints/:id/call-backs/:callBackId/cancellation')
  @HttpCode(200)
  @Returns('The customer does not want to be called', CallBackAnswer)
  cancel(
    @Param('id') id: string,
    @Param('callBackId') callBackId: string,
    @Body(CancelBody) { reason, occurredAt }: CancelBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<CallBackAnswer> {
    return this.#take(id, { type: 'CancelCallBack', at: moment(occurredAt), callBackId, reason }, request, reply);
  }

  async #take(
    id: string,
    command: CallBackCommand,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<CallBackAnswer> {
    const context = commandContext(request, { subject: OF_THE_STREAM, occurredAt: command.at });
    const taken = await this.#messaging.handle(complaint, id, command, context);
    sent(reply, taken);
    const { state, sequence } = taken;
    const { callBackId } = command;
    const ids = { callBackId, complaintId: id, sequence };
    if (state.status !== 'closed') return { ...ids, status: 'done', complaintStatus: 'open' };
    const status = state.callBacks.find(each => each.callBackId === callBackId)?.status ?? 'cancelled';
    return { ...ids, status, complaintStatus: 'closed' };
  }
}
