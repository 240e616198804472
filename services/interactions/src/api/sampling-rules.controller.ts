import { Controller, Get, Post } from '@nestjs/common';
import { Actor, Allow, Body, cursorOf, page, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { SamplingRulesTable, type PublishedSamplingRules } from './sampling-rules.ts';
import { PublishedRules, RulesBody, VersionKey, VersionsQuery } from './survey-bodies.ts';
import { validityOf } from './validity.ts';

const cursor = cursorOf(VersionKey);

@Controller('v1/sampling-rules')
export class SamplingRulesController {
  readonly #rules: SamplingRulesTable;

  constructor(rules: SamplingRulesTable) {
    this.#rules = rules;
  }

  @Get()
  @Allow('supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('Who is asked to answer a survey after a contact: all versions of the rules, newest first')
  async list(@Query(VersionsQuery) { limit, cursor: after }: VersionsQuery): Promise<Page<PublishedSamplingRules>> {
    const rows = await this.#rules.versions(cursor.read(after)?.version, limit + 1);
    return page(rows, limit, ({ version }) => cursor.write({ version }));
  }

  @Post()
  @Allow('administrator')
  @Returns('Publishes rules: they hold from now, or from validFrom, for contacts that are told of then', PublishedRules)
  publish(@Body(RulesBody) body: RulesBody, @Actor() actor: Principal): Promise<PublishedSamplingRules> {
    return this.#rules.publish(body, validityOf(body.validFrom), actor.id);
  }
}
