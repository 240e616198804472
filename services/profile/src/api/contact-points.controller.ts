import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { Code, MESSAGE_CHANNELS, oneOf, orNull, Uuid } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, Body, MESSAGING, Refuses, Returns } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { Catalogues } from './catalogues.ts';
import { contactPoint, type ContactPoint } from './contact-point.ts';
import { permissionOf } from './permission-of.ts';
import type { Permission } from '../projections/strictest-consent.ts';

const Reaching = Type.Object(
  {
    customerId: Uuid,
    purpose: { ...Code, description: 'Of the catalogue of purposes' },
    channel: oneOf(MESSAGE_CHANNELS),
  },
  { additionalProperties: false },
);
type Reaching = Static<typeof Reaching>;

const Address = Type.Object({
  customerId: { ...Uuid, description: 'The id under which it is kept' },
  number: Type.Integer({ description: 'Of the identifier under that id' }),
  value: Type.String(),
});
const Reached = Type.Object({
  allowed: Type.Boolean(),
  because: Code,
  addresses: Type.Array(Address, { description: 'The best first; none where it is not allowed' }),
  name: orNull(Type.String()),
  language: orNull(Type.String()),
  timeZone: orNull(Type.String()),
});

/** Asked at the moment of sending and by services alone: addresses in clear, for whoever may be reached. */
@Controller('v1/contact-points')
@Allow('service')
export class ContactPointsController {
  readonly #messaging: Messaging;
  readonly #catalogues: Catalogues;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Catalogues) catalogues: Catalogues) {
    this.#messaging = messaging;
    this.#catalogues = catalogues;
  }

  @Post()
  @HttpCode(200)
  @Refuses(404)
  @Returns('Whether a customer may be reached for a purpose by a channel now, and where; over all its ids', Reached)
  async reach(
    @Body(Reaching) { customerId, purpose, channel }: Reaching,
  ): Promise<ContactPoint & Pick<Permission, 'allowed' | 'because'>> {
    const point = await contactPoint(this.#messaging, customerId, channel);
    const { allowed, because } = await permissionOf(this.#messaging, this.#catalogues, {
      customerId,
      purpose,
      channel,
    });
    return allowed ? { ...point, allowed, because } : { ...point, allowed, because, addresses: [], name: null };
  }
}
