import { Controller, Get, Post } from '@nestjs/common';
import { Code, Instant, oneOf } from '@rapport/contracts';
import { Actor, Allow, Body, Param, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { VersionsQuery } from '../api/survey-bodies.ts';
import { validityOf } from '../api/validity.ts';
import { versionsOf } from '../api/version-pages.ts';
import type { Published } from '../api/versions.ts';
import { SENT_FOR, type SendingRule } from '../domain/sending-rule.ts';
import { inForce } from '../domain/standard.ts';
import { SendingRules } from './sending-rules.ts';

const closed = { additionalProperties: false };
const Form = Type.Object(
  {
    on: Type.Boolean({ description: 'One that is off sends nothing' }),
    event: oneOf(SENT_FOR, 'What has to happen'),
    template: { ...Code, description: 'Which is then sent, by its channel, as consent, quiet hours and caps allow' },
  },
  closed,
);
const RuleBody = Type.Object({ form: Form, validFrom: Type.Optional(Instant) }, closed);
type RuleBody = Static<typeof RuleBody>;

/** What is sent by itself when something happens. */
@Controller('v1/sending-rules')
@Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
export class SendingRulesController {
  readonly #rules: SendingRules;

  constructor(rules: SendingRules) {
    this.#rules = rules;
  }

  @Get()
  @Returns('What is sent by itself, as it is in force')
  async list(): Promise<Page<Published<SendingRule>>> {
    return { items: inForce(await this.#rules.all(), new Date().toISOString()), next: null };
  }

  @Get(':code/versions')
  @Returns('All versions of a rule, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(VersionsQuery) query: VersionsQuery,
  ): Promise<Page<Published<SendingRule>>> {
    return versionsOf(await this.#rules.all(), code, query);
  }

  @Post(':code/versions')
  @Allow('manager', 'administrator')
  @Returns('Publishes a version of a rule, or a new one; to end it, one that is not on')
  publish(
    @Param('code', Code) code: string,
    @Body(RuleBody) { form, validFrom }: RuleBody,
    @Actor() actor: Principal,
  ): Promise<Published<SendingRule>> {
    return this.#rules.publish(code, form, validityOf(validFrom), actor.id);
  }
}
