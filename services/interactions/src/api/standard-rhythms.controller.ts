import { Controller, Get, Inject } from '@nestjs/common';
import { Code, Day, Instant, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { DateTime } from 'luxon';
import Type, { type Static } from 'typebox';
import { COUNTED, RHYTHM_MEASURES } from '../domain/rhythm-measures.ts';
import { rhythmsKept } from '../domain/rhythm.ts';
import { readHeld } from '../projections/rhythms.query.ts';
import { closed } from './bodies.ts';
import { ServiceRules } from './service-rules.ts';

const RhythmsQuery = Type.Object(
  { months: Type.Integer({ minimum: 1, maximum: 24, default: 3, description: 'How far back from now' }) },
  closed,
);
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
  async kept(
    @Query(RhythmsQuery) { months }: Static<typeof RhythmsQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<object> {
    await caughtUp(this.#messaging, request);
    const now = DateTime.utc();
    const asOf = now.toJSDate().toISOString();
    const span = { from: now.minus({ months }).toJSDate().toISOString(), until: asOf };
    const { held, first } = await readHeld(this.#messaging.pool, COUNTED, span);
    const rules = { standards: await this.#rules.all('standard'), calendars: await this.#rules.all('calendar') };
    return { asOf, standards: rhythmsKept(rules, held, first, span) };
  }
}
