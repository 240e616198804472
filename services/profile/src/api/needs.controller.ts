import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, NEED_ASPECTS, oneOf, SAID_BY, Uuid } from '@rapport/contracts';
import { askTogether, type Messaging } from '@rapport/messaging';
import {
  Allow,
  answered,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  MESSAGING,
  origin,
  Param,
  Reply,
  Returns,
  sent,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { needs, type NeedCode } from '../domain/needs.ts';
import { knowledgeOf } from '../projections/knowledge.ts';
import { NEEDS } from './catalogue-kinds.ts';
import type { NeedsContent } from './catalogue-shapes.ts';
import { Catalogues } from './catalogues.ts';
import { knownCustomer } from './known-customer.ts';

const closed = { additionalProperties: false };
const key = {
  aspect: oneOf(NEED_ASPECTS),
  code: Code,
  what: Type.Optional({ ...Code, description: 'Of a purpose: what is to be increased, protected, saved …' }),
};
const { occurredAt, imported } = origin;

const NeedBody = Type.Object(
  {
    ...key,
    saidBy: oneOf(SAID_BY),
    personId: Type.Optional({ ...Uuid, description: 'The contact person who said it' }),
    interactionId: Type.Optional(Uuid),
    occurredAt,
    imported,
  },
  closed,
);
type NeedBody = Static<typeof NeedBody>;

const RemovalBody = Type.Object({ ...key, reason: Code, occurredAt, imported }, closed);
type RemovalBody = Static<typeof RemovalBody>;

/** Motives, purposes, needs and orientation: who said them, and when. */
@Controller('v1/customers/:id/needs')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class NeedsController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Catalogues) catalogues: Catalogues) {
    this.#messaging = messaging;
    this.#catalogues = catalogues;
  }

  @Post()
  @HttpCode(200)
  @Returns('Notes a motive, purpose, need or the orientation; said again, it counts from then')
  async put(
    @Param('id') customerId: string,
    @Body(NeedBody) body: NeedBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const { occurredAt: said, imported: filed, aspect, code, what, ...about } = body;
    const context = commandContext(request, { subject: customerId, occurredAt: said, imported: filed });
    const at = context.occurredAt ?? new Date().toISOString();
    const { version, content } = await this.#catalogues.inForce(NEEDS, at);
    const catalogue = { version, codes: codesOf(content) };
    const command = { type: 'NoteNeed', customerId, need: { aspect, code, what }, ...about, at, catalogue } as const;
    const accepted = await this.#messaging.handle(needs, customerId, command, { ...context, occurredAt: at });
    return answered(reply, accepted, { customerId });
  }

  @Post('removals')
  @HttpCode(200)
  @Returns('Removes what no longer holds, under whichever id of the customer it was noted')
  async remove(
    @Param('id') id: string,
    @Body(RemovalBody) { occurredAt: said, imported: filed, reason, ...need }: RemovalBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, id);
    const { current, recorded } = await this.#messaging.identity.of(id);
    const { key: _one, ...context } = commandContext(request, { subject: id, occurredAt: said, imported: filed });
    const at = context.occurredAt ?? new Date().toISOString();
    let removed = 0;
    for (const customerId of recorded) {
      const command = { type: 'RemoveNeed', customerId, need, reason, at } as const;
      const about = { ...context, subject: customerId, occurredAt: at };
      const accepted = await this.#messaging.handle(needs, customerId, command, about);
      if (!accepted.repeated) removed += 1;
      if (customerId === current || !accepted.repeated) sent(reply, accepted);
    }
    return { customerId: current, removed };
  }

  @Get()
  @Returns('What holds of a customer, the last said first')
  async list(@Param('id') id: string, @Ctx() request: FastifyRequest): Promise<Page<unknown>> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    const { recorded } = await this.#messaging.identity.of(id);
    const known = await knowledgeOf(askTogether(this.#messaging.pool), recorded);
    return { items: known(recorded, new Date().toISOString()).needs, next: null };
  }
}

const codesOf = ({ motives, purposes, supplyNeeds, serviceNeeds, orientations }: NeedsContent): NeedCode[] => [
  ...motives.map(({ code }) => ({ aspect: 'motive' as const, code })),
  ...purposes.map(({ code, what }) => ({ aspect: 'purpose' as const, code, what: what.map(each => each.code) })),
  ...supplyNeeds.map(({ code }) => ({ aspect: 'supplyNeed' as const, code })),
  ...serviceNeeds.map(({ code }) => ({ aspect: 'serviceNeed' as const, code })),
  ...orientations.map(({ code }) => ({ aspect: 'orientation' as const, code })),
];
