import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging, Removal } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { Limit, type Page } from './paging.ts';
import { Returns } from './returns.ts';
import { Query } from './validation.ts';

const RemovalsQuery = Type.Object({ limit: Limit }, { additionalProperties: false });

/** What this service has removed because it was past the time that the catalogue of attributes allows. */
@Controller('v1/removals')
@Allow('privacyOfficer')
export class RemovalsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Returns('How much was removed for its age, by day and rule, the last first')
  async list(@Query(RemovalsQuery) { limit }: Static<typeof RemovalsQuery>): Promise<Page<Removal>> {
    return { items: await this.#messaging.erasing.removals(limit), next: null };
  }
}
