import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, Instant, MESSAGE_CHANNELS, oneOf, Uuid } from '@rapport/contracts';
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
  paging,
  Query,
  Refuses,
  Reply,
  Returns,
  sent,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { reachability } from '../domain/reachability.ts';
import { undeliverableOf, type UndeliverableAddress } from '../projections/undeliverable-addresses.projection.ts';

const closed = { additionalProperties: false };
const Asked = Type.Object(
  { customer: Type.Optional({ ...Uuid, description: "Everybody's where left out" }), ...paging },
  closed,
);
type Asked = Static<typeof Asked>;

const number = Type.Integer({ minimum: 1, maximum: 1e6, description: 'Of the identifier under that id' });
const cursor = cursorOf(
  Type.Object({ since: Instant, customerId: Uuid, channel: oneOf(MESSAGE_CHANNELS), number }, closed),
);

const Restoration = Type.Object(
  {
    customerId: { ...Uuid, description: 'The id under which the address is kept' },
    channel: oneOf(MESSAGE_CHANNELS),
    number,
    reason: { ...Code, description: 'Such as customerSays, corrected' },
  },
  closed,
);
type Restoration = Static<typeof Restoration>;
const Restored = Type.Object({ customerId: Uuid, sequence: Type.Integer() });

/** Addresses that messages came back from for good. */
@Controller('v1/undeliverable-addresses')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class UndeliverableController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Get()
  @Returns('The addresses, of a customer under all its ids, that nothing is sent to, the newest first')
  async list(
    @Query(Asked) { customer, limit, cursor: last }: Asked,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<UndeliverableAddress>> {
    const after = cursor.read(last);
    await caughtUp(this.#messaging, request);
    const recorded = customer === undefined ? null : (await this.#messaging.identity.of(customer)).recorded;
    const staff = await this.#sights.staffSeenBy(actor);
    const rows = await undeliverableOf(this.#messaging.pool, { recorded, staff, after, limit: limit + 1 });
    return page(rows, limit, ({ since, customerId, channel, number }) =>
      cursor.write({ since, customerId, channel, number }),
    );
  }

  @Post('restorations')
  @HttpCode(200)
  @Refuses(404)
  @Returns('Says that an address works after all: messages go there again', Restored)
  async restore(
    @Body(Restoration) address: Restoration,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { customerId } = address;
    const context = commandContext(request, { subject: customerId });
    const accepted = await this.#messaging.handle(
      reachability,
      customerId,
      { type: 'RestoreAddress', address },
      context,
    );
    sent(reply, accepted);
    return { customerId, sequence: accepted.sequence };
  }
}
