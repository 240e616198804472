import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import {
  Actor,
  Allow,
  Body,
  cursorOf,
  page,
  Param,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import { RuleKey, RulesQuery, RuleVersion, SwitchBody, VersionOf, WorkRuleBody } from './work-rule-bodies.ts';
import { WorkRulesTable, type PublishedWorkRule } from './work-rules.ts';

const byCode = cursorOf(RuleKey);
const byVersion = cursorOf(VersionOf);

/** Who has to do what when something happened: data in versions, drafts until they were tried and switched on. */
@Controller('v1/work-rules')
@Allow('supervisor', 'manager', 'analyst', 'administrator', 'service')
export class WorkRulesController {
  readonly #rules: WorkRulesTable;

  constructor(rules: WorkRulesTable) {
    this.#rules = rules;
  }

  @Get()
  @Returns('The rules, each in the version that is on or else the newest')
  async list(@Query(RulesQuery) { limit, cursor }: RulesQuery): Promise<Page<PublishedWorkRule>> {
    const rows = await this.#rules.list(byCode.read(cursor)?.code, limit + 1);
    return page(rows, limit, ({ code }) => byCode.write({ code }));
  }

  @Get(':code/versions')
  @Returns('All versions of a rule, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(RulesQuery) { limit, cursor }: RulesQuery,
  ): Promise<Page<PublishedWorkRule>> {
    const rows = await this.#rules.versions(code, byVersion.read(cursor)?.version, limit + 1);
    return page(rows, limit, ({ version }) => byVersion.write({ version }));
  }

  @Post(':code/versions')
  @Allow('administrator', 'manager')
  @Returns('Adds a version as a draft; what is on stays on', RuleVersion)
  publish(
    @Param('code', Code) code: string,
    @Body(WorkRuleBody) { form }: WorkRuleBody,
    @Actor() actor: Principal,
  ): Promise<PublishedWorkRule> {
    return this.#rules.publish(code, form, actor.id);
  }

  @Post(':code/on')
  @HttpCode(200)
  @Allow('administrator', 'manager')
  @Returns('Switches a version on that was tried on past events', RuleVersion)
  async on(
    @Param('code', Code) code: string,
    @Body(SwitchBody) { version }: SwitchBody,
    @Actor() actor: Principal,
  ): Promise<PublishedWorkRule> {
    await this.#rules.switch(code, version, actor.id);
    return this.#rules.version(code, version);
  }

  @Post(':code/off')
  @HttpCode(200)
  @Allow('administrator', 'manager')
  @Returns('Switches the rule off: it sets nobody to work; what it raised stays')
  async off(@Param('code', Code) code: string, @Actor() actor: Principal): Promise<object> {
    await this.#rules.switch(code, null, actor.id);
    return { code, on: false };
  }
}
