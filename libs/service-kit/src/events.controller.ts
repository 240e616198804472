import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { Limit } from './paging.ts';
import { Returns } from './returns.ts';
import { Query } from './validation.ts';

const EventsQuery = Type.Object(
  {
    subject: Type.String({ minLength: 1, maxLength: 200 }),
    after: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
    limit: Limit,
  },
  { additionalProperties: false },
);
type EventsQuery = Static<typeof EventsQuery>;

/** The log itself, for a reader that misses a part of it. */
@Controller('v1/events')
export class EventsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Allow('service')
  @Returns('The events of a subject after a sequence, in order')
  async list(@Query(EventsQuery) { subject, after, limit }: EventsQuery): Promise<unknown> {
    return { items: await this.#messaging.events(subject, after, limit) };
  }
}
