import { Controller, Get, Inject } from '@nestjs/common';
import { Code, Instant, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Reply, Returns } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { measuredGroups } from '../projections/standards.query.ts';
import { MonthsQuery } from './answers.ts';
import { sendCsv, wantsCsv } from './csv.ts';
import { lastCompleteMonth } from './month.ts';
import { attainment } from './standard-measures.ts';

const N = Type.Integer({ minimum: 0 });
const Share = orNull(Type.Number({ minimum: 0, maximum: 1 }));
const Counts = {
  n: N,
  met: N,
  share: Share,
  low: Share,
  high: Share,
  withdrawn: Type.Integer({ minimum: 0, description: 'Given up before it was due: in neither n nor met' }),
};

const StandardsAnswer = Type.Object({
  asOf: Instant,
  standards: Type.Array(
    Type.Object({
      standard: Code,
      version: Type.Integer({ minimum: 1 }),
      measure: Code,
      target: Type.Number({ minimum: 0, maximum: 1, description: 'The share that is to meet it' }),
      withdrawnAtMost: Share,
      ...Counts,
      onTarget: orNull(Type.Boolean()),
      months: Type.Array(Type.Object({ month: Type.String(), ...Counts })),
      channels: Type.Array(Type.Object({ channel: orNull(Code), ...Counts })),
      valueClasses: Type.Array(Type.Object({ valueClass: orNull(Code), ...Counts })),
    }),
    { description: 'One for each version under which something was measured; 95 % intervals (Wilson)' },
  ),
});

const StandardsQuery = Type.Object(
  { ...MonthsQuery.properties, standard: Type.Optional(Code) },
  { additionalProperties: false },
);

/** How far service standards are met. */
@Controller('v1/standards')
@Allow('analyst', 'supervisor', 'manager')
export class StandardsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Returns(
    'Attainment of each version of each service standard, by month, channel and value class; CSV with Accept: text/csv',
    StandardsAnswer,
  )
  async standards(
    @Query(StandardsQuery) { months, until, standard }: Static<typeof StandardsQuery>,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const asOf = new Date().toISOString();
    const groups = await measuredGroups(this.#messaging.pool, {
      months,
      until: until ?? lastCompleteMonth(asOf),
      standard,
    });
    return wantsCsv(request) ? sendCsv(reply, asOf, groups) : { asOf, standards: attainment(groups) };
  }
}
