import { Controller, Get, Post } from '@nestjs/common';
import { Actor, Allow, Body, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { VersionsQuery } from '../api/survey-bodies.ts';
import { validityOf } from '../api/validity.ts';
import { pageOfVersions } from '../api/version-pages.ts';
import { PolicyBody, PublishedPolicy } from './policy-bodies.ts';
import { PolicyTable, type PublishedPolicy as Version } from './policy-table.ts';

@Controller('v1/delivery-policies')
export class PoliciesController {
  readonly #policies: PolicyTable;

  constructor(policies: PolicyTable) {
    this.#policies = policies;
  }

  @Get()
  @Allow('supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('When, how often and how long messages are tried to be sent: all versions, newest first')
  async list(@Query(VersionsQuery) query: VersionsQuery): Promise<Page<Version>> {
    return pageOfVersions(await this.#policies.versions(), query);
  }

  @Post()
  @Allow('manager', 'administrator')
  @Returns('Publishes a version; it holds from now, or from validFrom, for whatever is sent then', PublishedPolicy)
  publish(@Body(PolicyBody) body: PolicyBody, @Actor() actor: Principal): Promise<Version> {
    return this.#policies.publish(body.policy, validityOf(body.validFrom), actor.id);
  }
}
