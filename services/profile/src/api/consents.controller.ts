import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  answered,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  MESSAGING,
  Param,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { privacy } from '../domain/privacy.ts';
import { consentsNow, type Permission, type Statement } from '../projections/strictest-consent.ts';
import { Catalogues } from './catalogues.ts';
import { CheckQuery, Confirmation, ConsentBody } from './consent.bodies.ts';
import { ATTRIBUTES, PURPOSES } from './privacy-catalogues.ts';
import { permissionOf, stated } from './permission-of.ts';
import { stateConsent } from './state-consent.ts';
import { assertKnown } from './known-codes.ts';
import { customerUnerased } from './who.ts';

/** What the customer agreed to, by purpose and channel, and which details they said are still right. */
@Controller('v1/customers')
@Allow('specialist', 'supervisor', 'manager', 'service', 'privacyOfficer')
export class ConsentsController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Catalogues) catalogues: Catalogues) {
    this.#messaging = messaging;
    this.#catalogues = catalogues;
  }

  @Post(':id/consents')
  @Returns('Records that the customer agreed, or withdrew under all its ids, when, and how that is shown')
  async state(
    @Param('id') customerId: string,
    @Body(ConsentBody) body: ConsentBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { purposes } = (await this.#catalogues.inForce(PURPOSES)).content;
    assertKnown('/purpose', body.purpose, purposes);
    const { purpose, channel, given, evidence, words, occurredAt } = body;
    const context = commandContext(request, { subject: customerId, occurredAt });
    const at = context.occurredAt ?? new Date().toISOString();
    const statement = { type: 'StateConsent', customerId, purpose, channel, given, at, evidence, words } as const;
    return answered(reply, await stateConsent(this.#messaging, statement, context), { customerId });
  }

  @Get(':id/consents')
  @Returns(
    'What holds now, the strictest of all records of the customer, and everything that was stated, the last first',
  )
  async read(
    @Param('id') id: string,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<Statement> & { readonly history: readonly Statement[] }> {
    await caughtUp(this.#messaging, request);
    const { statements, joined } = await stated(this.#messaging, id);
    return { items: consentsNow(statements, joined), next: null, history: statements };
  }

  @Get(':id/consents/check')
  @Returns('Whether the customer may be contacted for a purpose by a channel now, and why')
  async check(
    @Param('id') id: string,
    @Query(CheckQuery) { purpose, channel }: CheckQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Permission> {
    await caughtUp(this.#messaging, request);
    await customerUnerased(this.#messaging, id);
    return permissionOf(this.#messaging, this.#catalogues, { customerId: id, purpose, channel });
  }

  @Post(':id/confirmations')
  @HttpCode(200)
  @Returns('Records that the customer said that these details are still right')
  async confirm(
    @Param('id') id: string,
    @Body(Confirmation) { attributes, occurredAt }: Confirmation,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const known = (await this.#catalogues.inForce(ATTRIBUTES)).content.attributes;
    for (const [i, attribute] of attributes.entries()) assertKnown(`/attributes/${i}`, attribute, known);
    const { customerId } = await customerUnerased(this.#messaging, id);
    const context = commandContext(request, { subject: customerId, occurredAt });
    const command = { type: 'ConfirmDetails', customerId, attributes } as const;
    const accepted = await this.#messaging.handle(privacy, customerId, command, context);
    return answered(reply, accepted, { customerId });
  }
}
