import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import type { Logger } from './logger.ts';
import { MESSAGING } from './messaging.token.ts';
import { LOGGER } from './problem.filter.ts';
import { Returns } from './returns.ts';
import type { Principal } from './token.ts';
import { Param } from './validation.ts';

/** A service's part of what a customer is given who asks for everything that is known of it. */
@Controller('v1/customers')
export class ExportController {
  readonly #messaging: Messaging;
  readonly #log: Logger;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(LOGGER) log: Logger) {
    this.#messaging = messaging;
    this.#log = log;
  }

  @Get(':id/export')
  @Allow('privacyOfficer', 'service')
  @Returns('All that this service has recorded of the customer under all its ids: events, and personal values')
  async export(@Param('id') id: string, @Actor() { id: actor }: Principal): Promise<unknown> {
    const { current, recorded } = await this.#messaging.identity.of(id);
    this.#log.info({ customerId: current, actor }, 'what is recorded of a customer is given out');
    const customerIds = [...new Set(recorded)];
    return { service: this.#messaging.service, customerIds, ...(await this.#messaging.exported(customerIds)) };
  }
}
