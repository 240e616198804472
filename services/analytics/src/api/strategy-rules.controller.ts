import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  cursorOf,
  malformed,
  MESSAGING,
  page,
  Problem,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { addRules, rulesBefore, type StrategyRulesVersion } from '../projections/strategy-rules.query.ts';
import { StrategyRulesBody, VersionsQuery } from './strategy-bodies.ts';
import { validityOf } from './validity.ts';

const cursor = cursorOf(
  Type.Object({ version: Type.Integer({ minimum: 1, maximum: 1e9 }) }, { additionalProperties: false }),
);

/** The rules of lifetime value, service strategy and next best action: versioned data, edited by publishing the next one. */
@Controller('v1/strategy-rules')
export class StrategyRulesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('The versions of the rules of value, strategy and next best action, newest first')
  async list(
    @Query(VersionsQuery) { limit, cursor: after }: Static<typeof VersionsQuery>,
  ): Promise<Page<StrategyRulesVersion>> {
    const rows = await rulesBefore(this.#messaging.pool, cursor.read(after)?.version ?? null, limit + 1);
    return page(rows, limit, ({ version }) => cursor.write({ version }));
  }

  @Post()
  @Allow('administrator')
  @Returns('Publishes a version; what was told by an earlier one stays as it was')
  async publish(
    @Body(StrategyRulesBody) { content, validFrom }: StrategyRulesBody,
    @Actor() actor: Principal,
  ): Promise<StrategyRulesVersion> {
    const { sameAgent, personalChannel, adviceOrRelationship } = content.serviceStrategy;
    if (Math.abs(sameAgent + personalChannel + adviceOrRelationship - 1) > 1e-9) {
      throw malformed('body', [
        { pointer: '/content/serviceStrategy', message: 'has weights that do not add up to 1' },
      ]);
    }
    const added = await addRules(this.#messaging.pool, content, validityOf(validFrom), actor.id);
    if (!added) throw new Problem('conflict', 'Somebody else published a version of it just now.');
    return added;
  }
}
