import { Controller, Get, Inject, Post, Put } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import {
  ClassesQuery,
  RateBody,
  RulesQuery,
  ValueClassesAnswer,
  ValueRuleBody,
  type RateBody as Rate,
} from './value-class-bodies.ts';
import { classShares } from './value-classes.ts';
import { keepRate, publishRule, readRates, readRules, ruleInForce, type PublishedRule } from './value-rules.ts';

const cursor = cursorOf(
  Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1e9 }) }, { additionalProperties: false }),
);

/** What customers of each value class bring, and by which rule they are ranked. */
@Controller('v1')
export class ValueClassesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get('value-classes')
  @Allow('analyst', 'supervisor', 'manager', 'administrator')
  @Returns(
    'What the customers of each value class bring beside the reference, with the Lorenz curves and their Gini coefficients',
    ValueClassesAnswer,
  )
  async classes(
    @Query(ClassesQuery) { month }: Static<typeof ClassesQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const { pool } = this.#messaging;
    return { asOf: new Date().toISOString(), ...(await classShares(pool, month, await ruleInForce(pool))) };
  }

  @Get('value-rules')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns(
    'The versions of the rule that ranks customers, newest first: cuts, who looks after each class, its services',
  )
  async rules(@Query(RulesQuery) { limit, cursor: after }: RulesQuery): Promise<Page<PublishedRule>> {
    const rows = await readRules(this.#messaging.pool, cursor.read(after)?.version, limit + 1);
    return page(rows, limit, ({ version }) => cursor.write({ version }));
  }

  @Post('value-rules')
  @Allow('administrator')
  @Returns('Publishes a version of the rule; months that were worked out by an earlier one stay as they are')
  publish(@Body(ValueRuleBody) body: ValueRuleBody, @Actor() actor: Principal): Promise<PublishedRule> {
    return publishRule(this.#messaging.pool, body, actor.id);
  }

  @Get('exchange-rates')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('Rates to the reporting currency, newest days first, the newest 1,000')
  async rates(): Promise<Page<Rate>> {
    return { items: await readRates(this.#messaging.pool), next: null };
  }

  @Put('exchange-rates')
  @Allow('administrator')
  @Returns('Says what a currency is worth from a day on; said again for the same day it is corrected')
  async rate(@Body(RateBody) body: Rate, @Actor() actor: Principal): Promise<Rate> {
    await keepRate(this.#messaging.pool, body, actor.id);
    return body;
  }
}
