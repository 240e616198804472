import { Controller, Get, Post } from '@nestjs/common';
import { Actor, Allow, Body, cursorOf, page, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { VersionKey, VersionsQuery } from '../api/survey-bodies.ts';
import { validityOf } from '../api/validity.ts';
import { PolicyBody, PublishedPolicy } from './policy-bodies.ts';
import { PolicyTable, type PublishedPolicy as Version } from './policy-table.ts';

const cursor = cursorOf(VersionKey);

@Controller('v1/delivery-policies')
export class PoliciesController {
  readonly #policies: PolicyTable;

  constructor(policies: PolicyTable) {
    this.#policies = policies;
  }

  @Get()
  @Allow('supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('When, how often and how long messages are tried to be sent: all versions, newest first')
  async list(@Query(VersionsQuery) { limit, cursor: after }: VersionsQuery): Promise<Page<Version>> {
    const before = cursor.read(after)?.version ?? Infinity;
    const older = (await this.#policies.versions()).filter(({ version }) => version < before);
    return page(older, limit, ({ version }) => cursor.write({ version }));
  }

  @Post()
  @Allow('manager', 'administrator')
  @Returns('Publishes a version; it holds from now, or from validFrom, for whatever is sent then', PublishedPolicy)
  publish(@Body(PolicyBody) body: PolicyBody, @Actor() actor: Principal): Promise<Version> {
    return this.#policies.publish(body.policy, validityOf(body.validFrom), actor.id);
  }
}
