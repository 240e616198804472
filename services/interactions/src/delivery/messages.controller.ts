import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  commandContext,
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
  sent,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { outboundMessage } from '../domain/message.decide.ts';
import { MessageBody, MessageKey, MessagesQuery, Requested } from './message-bodies.ts';
import { listMessages, type ListedMessage } from './messages.query.ts';
import { PolicyTable } from './policy-table.ts';
import { requestMessage } from './request-message.ts';
import { TemplateCatalogue } from './template-catalogue.ts';

const cursor = cursorOf(MessageKey);

/** Messages to customers: wanted, and what became of them. */
@Controller('v1/messages')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class MessagesController {
  readonly #messaging: Messaging;
  readonly #templates: TemplateCatalogue;
  readonly #policies: PolicyTable;
  readonly #sights: Sights;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    templates: TemplateCatalogue,
    policies: PolicyTable,
    @Inject(Sights) sights: Sights,
  ) {
    this.#messaging = messaging;
    this.#sights = sights;
    this.#templates = templates;
    this.#policies = policies;
  }

  @Post()
  @Returns('Wants a message sent: by a template with values, or as written; 200 where it was wanted before', Requested)
  async request(
    @Body(MessageBody) body: MessageBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const template = body.template === undefined ? undefined : await this.#templates.find(body.template);
    const command = requestMessage(request, body, template, await this.#policies.inForce());
    const { id, sequence } = await create(this.#messaging, outboundMessage, command, reply);
    return { messageId: id, sequence };
  }

  @Get()
  @Returns(
    'Messages with what became of them, newest first; of a customer those of all its ids; not of customers whom others look after',
  )
  async list(
    @Query(MessagesQuery) { customer, status, channel, limit, cursor: after }: MessagesQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<ListedMessage>> {
    await caughtUp(this.#messaging, request);
    const recorded = customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded;
    const staff = await this.#sights.staffSeenBy(actor);
    const asked = { recorded, status, channel, staff, after: cursor.read(after), limit: limit + 1 };
    const rows = await listMessages(this.#messaging.pool, asked);
    return page(rows, limit, ({ requestedAt, messageId }) => cursor.write({ requestedAt, messageId }));
  }

  @Get(':messageId')
  @Returns('One message: how it stands, in which words it was sent to whom, and what happened to it')
  async read(@Param('messageId') id: string, @Reply() reply: FastifyReply): Promise<unknown> {
    const loaded = await this.#messaging.load(outboundMessage, id);
    if (loaded === undefined || loaded.state.status === 'none') {
      throw new DomainError('message-unknown', 'No message of this id is known.');
    }
    void reply.header('etag', etag(loaded.version));
    const { facts, status, until, attempts, unsubscribed } = loaded.state;
    const events = await this.#messaging.history(`message-${id}`);
    const history = events.map(({ type, occurredAt, data }) => ({ type, occurredAt, ...told(data) }));
    return { ...facts, status, until, attempts, unsubscribed, ...loaded.personal, history };
  }

  @Post(':messageId/retry')
  @HttpCode(200)
  @Allow('supervisor', 'manager', 'service')
  @Returns(
    'Tries a message again that failed, came back or was suppressed: what was wrong has been put right',
    Requested,
  )
  async retry(
    @Param('messageId') id: string,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const loaded = await this.#messaging.load(outboundMessage, id);
    const context = commandContext(request, { subject: loaded?.subject ?? id });
    const accepted = await this.#messaging.handle(outboundMessage, id, { type: 'RetryMessage' }, context);
    sent(reply, accepted);
    return { messageId: id, sequence: accepted.sequence };
  }
}

/** What an event tells beside what every one of them does. */
function told(data: object): object {
  const same = new Set(['messageId', 'customerId', 'purpose', 'channel']);
  return Object.fromEntries(Object.entries(data).filter(([key]) => !same.has(key)));
}
