import { Controller, Get, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import { Actor, Allow, Body, Param, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { inForce, type StandardForm, type Versioned } from '../domain/standard.ts';
import { ServiceRules } from './service-rules.ts';
import { StandardVersionBody, PublishedStandard } from './standard-bodies.ts';
import { VersionsQuery } from './survey-bodies.ts';
import { validityOf } from './validity.ts';
import { versionsOf } from './version-pages.ts';
import type { Published } from './versions.ts';

@Controller('v1/standards')
export class StandardsController {
  readonly #rules: ServiceRules;

  constructor(rules: ServiceRules) {
    this.#rules = rules;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('The service standards as they are in force')
  async list(): Promise<Page<Versioned<StandardForm>>> {
    return { items: inForce(await this.#rules.all('standard'), new Date().toISOString()), next: null };
  }

  @Get(':code/versions')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('All versions of a standard, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(VersionsQuery) query: VersionsQuery,
  ): Promise<Page<Published<StandardForm>>> {
    return versionsOf(await this.#rules.all('standard'), code, query);
  }

  @Post(':code/versions')
  @Allow('manager', 'administrator')
  @Returns(
    'Publishes a version of a standard, or a new one: what began before keeps the version it began under',
    PublishedStandard,
  )
  publish(
    @Param('code', Code) code: string,
    @Body(StandardVersionBody) { form, validFrom }: StandardVersionBody,
    @Actor() actor: Principal,
  ): Promise<Published<StandardForm>> {
    return this.#rules.publishStandard(code, form, validityOf(validFrom), actor.id);
  }
}
