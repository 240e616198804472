import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, Uuid } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  MESSAGING,
  origin,
  Query,
  Reply,
  Returns,
  sent,
  sourceId,
} from '@rapport/service-kit';
import { wilsonInterval } from '@rapport/statistics';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { queuedContact } from '../domain/queued-contact.ts';
import { queueNow } from '../projections/live-contacts.query.ts';
import { closed } from './bodies.ts';

const QueueBody = Type.Object(
  {
    source: Type.String({ minLength: 1, maxLength: 200 }),
    sourceId: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'The same that the interaction will be recorded under',
    }),
    now: Type.Enum(['queued', 'started', 'abandoned', 'ended']),
    channel: Code,
    team: Type.Optional(Code),
    customerId: Type.Optional(Uuid),
    occurredAt: origin.occurredAt,
  },
  closed,
);
const QueueQuery = Type.Object(
  { team: Type.Optional(Code), hours: Type.Integer({ minimum: 1, maximum: 168, default: 4 }) },
  closed,
);
const Told = Type.Object({ contactId: Uuid, sequence: Type.Integer() });

/** Contacts while they are under way: who waits, who is served, who gave up. */
@Controller('v1/contact-queue')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class ContactQueueController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post()
  @HttpCode(200)
  @Returns('Tells how a contact stands now; told again, nothing changes', Told)
  async tell(
    @Body(QueueBody) body: Static<typeof QueueBody>,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { source, sourceId: theirs, now, occurredAt, ...said } = body;
    const contactId = sourceId(source, theirs);
    const context = commandContext(request, { subject: `contact:${contactId}`, occurredAt });
    const at = context.occurredAt ?? new Date().toISOString();
    const command = { type: 'TellContact', contact: { contactId, ...said }, now, at } as const;
    const accepted = await this.#messaging.handle(queuedContact, contactId, command, { ...context, occurredAt: at });
    sent(reply, accepted);
    return { contactId, sequence: accepted.sequence };
  }

  @Get()
  @Returns(
    'The queue now, by channel: who waits and is served, the longest wait, and how many of the last hours gave up',
  )
  async read(
    @Query(QueueQuery) { team, hours }: Static<typeof QueueQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<object> {
    await caughtUp(this.#messaging, request);
    const rows = await queueNow(this.#messaging.pool, team, hours);
    return {
      asOf: new Date().toISOString(),
      hours,
      channels: rows.map(row => ({
        ...row,
        abandonment: wilsonInterval(row.abandoned, row.left),
      })),
    };
  }
}
