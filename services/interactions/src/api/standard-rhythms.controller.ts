import { Controller, Get, Inject } from '@nestjs/common';
import { Code, Day, Instant, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { COUNTED, RHYTHM_MEASURES } from '../domain/rhythm-measures.ts';
import { rhythmsKept } from '../domain/rhythm.ts';
import { readHeld } from '../projections/rhythms.query.ts';
import { monthsBack, PeriodsQuery } from './periods-query.ts';
import { ServiceRules } from './service-rules.ts';

const share = Type.Number({ minimum: 0, maximum: 1 });
const counts = {
  n: Type.Integer({ minimum: 0, description: 'Periods of a place or team each' }),
  met: Type.Integer({ minimum: 0 }),
};
const Period = Type.Object({
  ...{ day: Day, from: Instant, until: Instant },
  ...counts,
  missed: Type.Array(Code, { description: 'The places or teams that had too few' }),
});
const RhythmsAnswer = Type.Object({
  asOf: Instant,
  standards: Type.Array(
    Type.Object({
      ...{ standard: Code, version: Type.Integer({ minimum: 1 }), measure: Type.Enum(RHYTHM_MEASURES) },
      ...{ target: share, ...counts, share: orNull(share), low: orNull(share), high: orNull(share) },
      onTarget: orNull(Type.Boolean()),
      periods: Type.Array(Period),
    }),
    { description: 'One for each version under which a period began and is over; 95 % intervals (Wilson)' },
  ),
});

/** How far standards of rhythm are kept. Worked out when it is asked, so what became known late is in it. */
@Controller('v1/standard-rhythms')
@Allow('supervisor', 'manager', 'analyst')
export class StandardRhythmsController {
  readonly #messaging: Messaging;
  readonly #rules: ServiceRules;

  constructor(@Inject(MESSAGING) messaging: Messaging, rules: ServiceRules) {
    this.#messaging = messaging;
    this.#rules = rules;
  }

  @Get()
  @Returns(
    'How often stores were visited, and trainings and briefs held, against the standards in force then',
    RhythmsAnswer,
  )
  async kept(@Query(PeriodsQuery) { months }: PeriodsQuery, @Ctx() request: FastifyRequest): Promise<object> {
    await caughtUp(this.#messaging, request);
    const span = monthsBack(months);
    const { held, first } = await readHeld(this.#messaging.pool, COUNTED, span);
    const rules = { standards: await this.#rules.all('standard'), calendars: await this.#rules.all('calendar') };
    return { asOf: span.until, standards: rhythmsKept(rules, held, first, span) };
  }
}
