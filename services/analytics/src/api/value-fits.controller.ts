import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, cursorOf, MESSAGING, page, Query, Returns, type Page } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { fits, type ValueFit } from '../projections/value-fits.query.ts';
import { VersionsQuery } from './strategy-bodies.ts';

const cursor = cursorOf(
  Type.Object(
    { currency: Type.String({ pattern: '^[A-Z]{3}$' }), version: Type.Integer({ minimum: 1, maximum: 1e9 }) },
    { additionalProperties: false },
  ),
);

/** The parameters by which lifetime value is worked out, as they were fitted. */
@Controller('v1/value-fits')
export class ValueFitsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Allow('analyst', 'manager', 'administrator')
  @Returns('Parameters of BG/NBD and Gamma–Gamma fitted on own purchases, by currency, newest first, with n and ln L')
  async list(@Query(VersionsQuery) { limit, cursor: after }: Static<typeof VersionsQuery>): Promise<Page<ValueFit>> {
    const rows = await fits(this.#messaging.pool, { before: cursor.read(after), limit: limit + 1 });
    return page(rows, limit, ({ currency, version }) => cursor.write({ currency, version }));
  }
}
