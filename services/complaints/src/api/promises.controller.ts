import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
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
  handleBatch,
  Items,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  Sights,
  type BatchResult,
  type Item,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { promise } from '../domain/promise.decide.ts';
import { listPromises, type ListedPromise } from '../projections/promises.query.ts';
import { readsTexts } from './complaint-view.ts';
import { MakeBody, PromiseAnswer, PromiseCursor, PromisesQuery } from './promise-bodies.ts';
import { makeCommand, promiseAnswer, promiseView } from './promise-commands.ts';
import { linksOf } from './promise-links.ts';
import { ReferenceData } from './reference-data.ts';
import { planned } from './times.ts';

const cursor = cursorOf(PromiseCursor);

/** What was promised to customers, by whom and by when. */
@Controller('v1')
export class PromisesController {
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

  @Post('promises')
  @Allow('specialist', 'supervisor', 'manager', 'service')
  @Returns(
    'Somebody promised the customer something by a time; from then on it is open until kept, broken or released',
    PromiseAnswer,
  )
  async make(
    @Body(MakeBody) body: MakeBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<PromiseAnswer> {
    const [reference, check] = await Promise.all([this.#reference.current(), linksOf(this.#messaging, [body])]);
    const command = makeCommand(request, body, reference);
    check(body);
    return promiseAnswer(await create(this.#messaging, promise, command, reply));
  }

  @Post('promises::batch')
  @HttpCode(200)
  @Allow('service')
  @Returns('Files up to 500 promises; one of the past with what became of it')
  async file(@Items(MakeBody) items: readonly Item<MakeBody>[], @Ctx() request: FastifyRequest): Promise<BatchResult> {
    const good = items.flatMap(item => (item.ok ? [item.value] : []));
    const [reference, check] = await Promise.all([this.#reference.current(), linksOf(this.#messaging, good)]);
    return handleBatch(this.#messaging, promise, items, item => {
      check(item);
      return makeCommand(request, item, reference);
    });
  }

  @Get('promises')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('Open promises by what is due next; others, the latest due first; not of customers whom others look after')
  async list(
    @Query(PromisesQuery) query: PromisesQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ListedPromise>> {
    await caughtUp(this.#messaging, request);
    const { customer, limit, cursor: from, dueBefore: before, ...wanted } = query;
    const dueBefore = before && planned(before, '/dueBefore', 'query string');
    const customers = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const staff = await this.#sights.staffSeenBy(actor);
    const asked = { ...wanted, dueBefore, customers, staff, texts: readsTexts(actor) };
    const rows = await listPromises(this.#messaging.pool, asked, cursor.read(from), limit + 1);
    const { items, next } = page(rows, limit, ({ dueAt, promiseId }) => cursor.write({ dueAt, promiseId }));
    const current = await this.#messaging.identity.current(items.map(item => item.customerId));
    return {
      items: items.map(item => ({ ...item, customerId: current.get(item.customerId) ?? item.customerId })),
      next,
    };
  }

  @Get('promises/:promiseId')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service')
  @Returns('A promise as it is, with what was promised')
  async read(
    @Param('promiseId') id: string,
    @Actor() actor: Principal,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const loaded = await this.#messaging.load(promise, id);
    if (!loaded?.state) throw new DomainError('promise-unknown', 'No promise has this id.');
    const { version, sequence, personal } = loaded;
    void reply.header('etag', etag(version));
    return { ...promiseView(id, loaded.state), version, sequence, personal: readsTexts(actor) ? personal : null };
  }
}
