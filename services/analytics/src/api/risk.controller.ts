import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  Ctx,
  cursorOf,
  malformed,
  MESSAGING,
  page,
  Param,
  Problem,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { publishRiskModel, riskModels } from '../projections/risk-model.query.ts';
import { asAnswer, customerRisk, riskReport } from './risk-answers.ts';
import { CustomerRiskAnswer, RiskModelAnswer, RiskModelBody, RiskReportAnswer } from './risk-bodies.ts';
import { VersionsQuery } from './strategy-bodies.ts';
import { validityOf } from './validity.ts';

const cursor = cursorOf(
  Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1e9 }) }, { additionalProperties: false }),
);

/** The risk of losing customers: why one's is what it is, how good the model has been, and the versions of the model. */
@Controller('v1')
export class RiskController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get('customers/:customerId/risk')
  @Allow('specialist', 'supervisor', 'manager', 'analyst')
  @Returns('The risk of losing a customer now, with each feature, what it weighs and what it adds', CustomerRiskAnswer)
  async ofCustomer(@Param('customerId') id: string, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    return customerRisk(this.#messaging, id, new Date());
  }

  @Get('retention-risk')
  @Allow('supervisor', 'manager', 'analyst', 'administrator')
  @Returns(
    'Risks now by band, and how well the model in force told apart and foretold on own history',
    RiskReportAnswer,
  )
  async report(@Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    return riskReport(this.#messaging.pool, new Date());
  }

  @Get('risk-models')
  @Allow('supervisor', 'manager', 'analyst', 'administrator')
  @Returns('The versions of the model of risk, newest first, with where each comes from')
  async list(@Query(VersionsQuery) { limit, cursor: after }: Static<typeof VersionsQuery>): Promise<Page<unknown>> {
    const rows = await riskModels(this.#messaging.pool, cursor.read(after)?.version, limit + 1);
    const { items, next } = page(rows, limit, ({ version }) => cursor.write({ version }));
    return { items: items.map(asAnswer), next };
  }

  @Post('risk-models')
  @Allow('administrator')
  @Returns(
    'Publishes a model: risks are worked out by it from then on; what was told by an earlier one stays',
    RiskModelAnswer,
  )
  async publish(
    @Body(RiskModelBody) { content, note, validFrom }: RiskModelBody,
    @Actor() { id: publishedBy }: Principal,
  ): Promise<unknown> {
    const wrong = Object.entries(content.features).filter(([, { low, high }]) => low > high);
    const errors = wrong.map(([code]) => ({ pointer: `/content/features/${code}`, message: 'has low above high' }));
    if (content.bands.medium > content.bands.high) {
      errors.push({ pointer: '/content/bands', message: 'has medium above high' });
    }
    if (errors.length > 0) throw malformed('body', errors);
    const model = { content, note, origin: 'published', publishedBy, validFrom: validityOf(validFrom) } as const;
    const published = await publishRiskModel(this.#messaging.pool, model);
    if (!published) throw new Problem('conflict', 'Somebody else published a model just now.');
    return asAnswer(published);
  }
}
