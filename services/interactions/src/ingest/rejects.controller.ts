import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  Actor,
  Allow,
  Body,
  Ctx,
  cursorOf,
  page,
  Param,
  Problem,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { messageOf } from './cloud-event-readings.ts';
import { parseEvent } from './cloud-events.ts';
import { DroppedAttributes, type DroppedAttribute } from './dropped-attributes.ts';
import {
  AttributesPage,
  Drop,
  Pages,
  RejectId,
  RejectsPage,
  RejectsQuery,
  RejectWhole,
  Retried,
} from './ingest-shapes.ts';
import { Intake, type Message } from './intake.ts';
import { Mappings } from './mappings.ts';
import { isRecord } from './message-body.ts';
import { Rejects, type Reject } from './rejects.ts';
import { readSegment } from './segment.ts';
import { Sources, type Source } from './sources.ts';

const cursor = cursorOf(RejectId);

/** What senders sent and could not be used. */
@Controller('v1/ingest')
@Allow('manager', 'administrator')
export class RejectsController {
  readonly #rejects: Rejects;
  readonly #dropped: DroppedAttributes;
  readonly #sources: Sources;
  readonly #mappings: Mappings;
  readonly #intake: Intake;

  constructor(rejects: Rejects, dropped: DroppedAttributes, sources: Sources, mappings: Mappings, intake: Intake) {
    this.#rejects = rejects;
    this.#dropped = dropped;
    this.#sources = sources;
    this.#mappings = mappings;
    this.#intake = intake;
  }

  @Get('rejects')
  @Returns('Messages that could not be used, newest first, with the reason', RejectsPage)
  async list(@Query(RejectsQuery) { limit, cursor: from, ...filter }: RejectsQuery): Promise<Page<Reject>> {
    const rows = await this.#rejects.list(filter, limit + 1, cursor.read(from));
    return page(rows, limit, ({ id }) => cursor.write(id));
  }

  @Get('rejects/:id')
  @Returns('One of them, with the message as it came', RejectWhole)
  async read(@Param('id', RejectId) id: number): Promise<Static<typeof RejectWhole>> {
    const { body, ...reject } = await this.#known(id);
    return { ...reject, message: body === null ? null : JSON.parse(body) };
  }

  @Post('rejects/:id/retry')
  @HttpCode(200)
  @Returns('Takes the message once more, by the mapping and the rules of now', Retried)
  async retry(@Param('id', RejectId) id: number, @Ctx() request: FastifyRequest): Promise<Static<typeof Retried>> {
    const { body, sourceId, protocol, receivedAt } = await this.#known(id);
    if (body === null)
      throw new Problem('conflict', 'The message is not kept any more: it was dropped, or is too large.');
    const source = await this.#sources.read(sourceId);
    const kept: unknown = JSON.parse(body);
    const message = protocol === 'segment' ? await this.#segment(kept, source, receivedAt) : event(kept, receivedAt);
    const [outcome] = await this.#intake.take(request, source, { protocol, receivedAt, messages: [message] });
    if (outcome === undefined) throw new Error('nothing was said of the message');
    return { status: outcome.status, ...(outcome.reason !== undefined && { reason: outcome.reason }) };
  }

  @Post('rejects/:id/drop')
  @HttpCode(200)
  @Returns('Gives a message up: it is removed, and who did, when and why is kept', RejectWhole)
  async drop(
    @Param('id', RejectId) id: number,
    @Body(Drop) { reason }: Drop,
    @Actor() actor: Principal,
  ): Promise<Static<typeof RejectWhole>> {
    if (!(await this.#rejects.drop(id, actor.id, reason.trim()))) throw nothing();
    return this.read(id);
  }

  @Get('dropped-attributes')
  @Allow('manager', 'administrator', 'privacyOfficer')
  @Returns('What messages told and nobody keeps, by source and name', AttributesPage)
  attributes(@Query(Pages) query: Pages): Promise<Page<DroppedAttribute>> {
    return this.#dropped.list(query);
  }

  async #known(id: number): Promise<Reject & { readonly body: string | null }> {
    const reject = await this.#rejects.read(id);
    if (reject === undefined) throw nothing();
    return reject;
  }

  async #segment(kept: unknown, { name, channel }: Source, receivedAt: string): Promise<Message> {
    const { message, call, sentAt } = isRecord(kept) ? kept : {};
    const envelope = {
      source: name,
      channel,
      mapping: await this.#mappings.current(),
      sentAt,
      receivedAt,
      ...(typeof call === 'string' && { call }),
    };
    return { raw: kept, reading: readSegment(message, envelope) };
  }
}

const event = (kept: unknown, receivedAt: string): Message => messageOf(parseEvent(kept), receivedAt);

const nothing = (): Problem =>
  new Problem(
    'not-found',
    'No message is kept under this number: it was accepted meanwhile, or is older than thirty days.',
  );
