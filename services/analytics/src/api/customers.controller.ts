import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Param, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { CustomerSatisfactionAnswer } from './answers.ts';
import { customerSatisfaction } from './customer-satisfaction.ts';

@Controller('v1/customers')
export class CustomersController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get(':customerId/satisfaction')
  @Allow('specialist', 'supervisor', 'manager', 'analyst')
  @Returns('Satisfaction now, its trend, what is owed, and the experiences behind it', CustomerSatisfactionAnswer)
  async satisfaction(@Param('customerId') id: string, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    return customerSatisfaction(this.#messaging, id, new Date());
  }
}
