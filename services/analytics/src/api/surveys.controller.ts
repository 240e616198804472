import { Controller, Get, Inject } from '@nestjs/common';
import { Code, Instant, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Returns } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { surveyMeasures } from './survey-measures.ts';

const DAY_MS = 86_400_000;

const SurveysQuery = Type.Object(
  { days: Type.Integer({ minimum: 1, maximum: 3660, default: 365, description: 'What was asked or answered since' }) },
  { additionalProperties: false },
);

const value = orNull(Type.Number());
const Figure = Type.Object(
  { value, low: value, high: value, n: Type.Integer({ minimum: 0 }) },
  { description: 'With its 95 % interval' },
);
const Gap = Type.Object({
  dimension: Code,
  expectation: Figure,
  perception: Figure,
  gap: Figure,
  importance: Figure,
});

const SurveysAnswer = Type.Object({
  asOf: Instant,
  since: Instant,
  responses: Type.Array(
    Type.Object({
      questionnaire: Code,
      channel: orNull(Code),
      invited: Type.Integer(),
      sampled: Type.Integer(),
      answered: Type.Integer(),
      rate: Figure,
    }),
  ),
  nps: Figure,
  csat: { ...Figure, description: 'Share of 4 and 5' },
  ces: { ...Figure, description: 'Mean, 7 is very easy' },
  servqual: Type.Object({
    dimensions: Type.Array(Gap),
    weighted: { ...Figure, description: 'Gap over all dimensions by the importance that each respondent gave them' },
  }),
  constructs: Type.Array(
    Type.Object({
      construct: Code,
      answeredBy: Type.Enum(['customer', 'staff']),
      items: Type.Array(Code),
      alpha: { ...value, description: "Cronbach's; null with fewer than two respondents" },
      mean: Figure,
    }),
  ),
  pairs: Type.Array(
    Type.Object(
      { staff: Code, customer: Code, correlation: Figure },
      { description: 'Of contacts that both staff and customer answered about' },
    ),
  ),
  recovery: Type.Array(Type.Object({ item: Code, demand: Code, met: Figure })),
});

@Controller('v1/surveys')
export class SurveysController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Allow('analyst', 'supervisor', 'manager')
  @Returns(
    'Surveys: who answers, NPS, CSAT and CES, the gaps of SERVQUAL, constructs with alpha, demands met',
    SurveysAnswer,
  )
  async surveys(
    @Query(SurveysQuery) { days }: Static<typeof SurveysQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const now = Date.now();
    const since = new Date(now - days * DAY_MS).toISOString();
    return { asOf: new Date(now).toISOString(), since, ...(await surveyMeasures(this.#messaging.pool, since)) };
  }
}
