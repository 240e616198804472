import { Controller, Get, Inject } from '@nestjs/common';
import { Code, CONTACT_TYPES, Count, Day, Instant, oneOf, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { ENQUIRY_RATE } from '../domain/rhythm-measures.ts';
import { enquiryTrends } from './enquiry-trends.ts';
import { monthsBack, type PeriodsQuery, TrendQuery } from './periods-query.ts';
import { ServiceRules } from './service-rules.ts';

const factor = Type.Number({ minimum: 0 });
const Change = Type.Object(
  { value: factor, low: factor, high: factor },
  {
    description:
      'The factor from each period to the next, with its 95 % interval; null below three periods with orders',
  },
);
const Period = Type.Object({
  ...{ day: Day, from: Instant, until: Instant, enquiries: Count, orders: Count },
  per100: orNull(Type.Number({ minimum: 0, description: 'Enquiries per 100 orders; null where nothing was ordered' })),
});
const TrendsAnswer = Type.Object({
  asOf: Instant,
  standards: Type.Array(
    Type.Object({
      ...{ standard: Code, version: Type.Integer({ minimum: 1 }), measure: Type.Literal(ENQUIRY_RATE) },
      types: Type.Array(oneOf(CONTACT_TYPES), { description: 'The types of contact that are enquiries' }),
      channels: Type.Optional(Type.Array(Code)),
      limit: Type.Number({ minimum: 0, description: 'The share of the period before that there may be at most' }),
      change: orNull(Change),
      onTarget: orNull(Type.Boolean({ description: 'Null while the interval holds both' })),
      periods: Type.Array(Period),
    }),
    { description: 'One for each version under which a period began and is over' },
  ),
});

/** Whether enquiries per 100 orders fall. Worked out when it is asked, so what became known late is in it. */
@Controller('v1/standard-trends')
@Allow('supervisor', 'manager', 'analyst')
export class StandardTrendsController {
  readonly #messaging: Messaging;
  readonly #rules: ServiceRules;

  constructor(@Inject(MESSAGING) messaging: Messaging, rules: ServiceRules) {
    this.#messaging = messaging;
    this.#rules = rules;
  }

  @Get()
  @Returns(
    'Enquiries per 100 orders in each period, and how they change from one to the next, against the standards in force then',
    TrendsAnswer,
  )
  async trends(@Query(TrendQuery) { months }: PeriodsQuery, @Ctx() request: FastifyRequest): Promise<object> {
    await caughtUp(this.#messaging, request);
    const span = monthsBack(months);
    const rules = { standards: await this.#rules.all('standard'), calendars: await this.#rules.all('calendar') };
    return { asOf: span.until, standards: await enquiryTrends(this.#messaging.pool, rules, span) };
  }
}
