import { Controller, Get, Inject, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  create,
  Ctx,
  cursorOf,
  etag,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { complaint } from '../domain/complaint.decide.ts';
import { valueClassesOf } from '../projections/value-classes.projection.ts';
import { listComplaints, type ListedComplaint } from '../projections/complaints-list.query.ts';
import { ComplaintsQuery, ListCursor, OpenBody } from './bodies.ts';
import { readsTexts, StepAnswer, stepAnswer, viewOf } from './complaint-view.ts';
import { ReferenceData } from './reference-data.ts';
import { openCommand } from './to-command.ts';

const cursor = cursorOf(ListCursor);

@Controller('v1/complaints')
export class ComplaintsController {
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

  @Post()
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns('Opens a complaint; its house clock runs from when it occurred', StepAnswer)
  async open(
    @Body(OpenBody) body: OpenBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<StepAnswer> {
    const classes = await valueClassesOf(this.#messaging.pool, [body.customerId]);
    const command = openCommand(request, body, await this.#reference.current(), classes);
    return stepAnswer(await create(this.#messaging, complaint, command, reply));
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns(
    'Open complaints by what is due next; closed or all, the newest first; not of customers whom others look after',
  )
  async list(
    @Query(ComplaintsQuery) query: ComplaintsQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ListedComplaint>> {
    await caughtUp(this.#messaging, request);
    const { status, breached, customer, limit } = query;
    const customers = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const staff = await this.#sights.staffSeenBy(actor);
    const key = cursor.read(query.cursor);
    const rows = await listComplaints(this.#messaging.pool, { status, breached, customers, staff }, key, limit + 1);
    const { items, next } = page(rows, limit, ({ dueAt, openedAt, complaintId }) =>
      cursor.write({ dueAt, openedAt, complaintId }),
    );
    const current = await this.#messaging.identity.current(items.map(item => item.customerId));
    return {
      items: items.map(item => ({ ...item, customerId: current.get(item.customerId) ?? item.customerId })),
      next,
    };
  }

  @Get(':id')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('A complaint as it is: step, evidence, clocks, and what its step still needs')
  async read(@Param('id') id: string, @Actor() actor: Principal, @Reply() reply: FastifyReply): Promise<unknown> {
    const loaded = await this.#messaging.load(complaint, id);
    if (loaded === undefined) throw new DomainError('complaint-unknown', 'No complaint has this id.');
    void reply.header('etag', etag(loaded.version));
    return {
      complaintId: id,
      ...viewOf(loaded.state),
      version: loaded.version,
      personal: readsTexts(actor) ? loaded.personal : null,
    };
  }
}
