import { Controller, Get, Inject } from '@nestjs/common';
import { Code, CONTACT_TYPES, Day, Instant, oneOf, orNull, STANDARD_UNITS } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { handlingTimes } from './handling-times.ts';
import { PeriodsQuery, monthsBack } from './periods-query.ts';
import { ServiceRules } from './service-rules.ts';

const share = Type.Number({ minimum: 0, maximum: 1 });
const counts = {
  n: Type.Integer({ minimum: 0, description: 'Limits of a period each, of which there were contacts' }),
  met: Type.Integer({ minimum: 0 }),
};
const time = Type.Number({ minimum: 0, description: 'In the unit of the standard' });
const Limit = Type.Object({
  ...{ valueClass: Type.Optional(Code), type: Type.Optional(oneOf(CONTACT_TYPES)) },
  ...{ limit: time, contacts: Type.Integer({ minimum: 1 }), median: time, met: Type.Boolean() },
});
const HandlingTimesAnswer = Type.Object({
  asOf: Instant,
  standards: Type.Array(
    Type.Object({
      ...{ standard: Code, version: Type.Integer({ minimum: 1 }), unit: oneOf(STANDARD_UNITS), target: share },
      ...{ ...counts, share: orNull(share), low: orNull(share), high: orNull(share) },
      onTarget: orNull(Type.Boolean()),
      periods: Type.Array(
        Type.Object({ day: Day, from: Instant, until: Instant, ...counts, limits: Type.Array(Limit) }),
      ),
    }),
    { description: 'One for each version under which a period began and is over; 95 % intervals (Wilson)' },
  ),
});

/** How long contacts are handled, as a median. Worked out when it is asked, so what became known late is in it. */
@Controller('v1/standard-handling-times')
@Allow('supervisor', 'manager', 'analyst')
export class StandardHandlingTimesController {
  readonly #messaging: Messaging;
  readonly #rules: ServiceRules;

  constructor(@Inject(MESSAGING) messaging: Messaging, rules: ServiceRules) {
    this.#messaging = messaging;
    this.#rules = rules;
  }

  @Get()
  @Returns(
    'The median handling time of contacts in each period, against the limits by channel, value class and type in force then',
    HandlingTimesAnswer,
  )
  async kept(@Query(PeriodsQuery) { months }: PeriodsQuery, @Ctx() request: FastifyRequest): Promise<object> {
    await caughtUp(this.#messaging, request);
    const span = monthsBack(months);
    const rules = { standards: await this.#rules.all('standard'), calendars: await this.#rules.all('calendar') };
    return { asOf: span.until, standards: await handlingTimes(this.#messaging.pool, rules, span) };
  }
}
