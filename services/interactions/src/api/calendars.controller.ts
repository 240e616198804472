import { Controller, Get, Post } from '@nestjs/common';
import type { Calendar } from '@rapport/business-time';
import { Code } from '@rapport/contracts';
import { Actor, Allow, Body, Param, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { inForce, type Versioned } from '../domain/standard.ts';
import { ServiceRules } from './service-rules.ts';
import { CalendarVersionBody, PublishedCalendar } from './standard-bodies.ts';
import { VersionsQuery } from './survey-bodies.ts';
import { validityOf } from './validity.ts';
import { versionsOf } from './version-pages.ts';
import type { Published } from './versions.ts';

@Controller('v1/calendars')
export class CalendarsController {
  readonly #rules: ServiceRules;

  constructor(rules: ServiceRules) {
    this.#rules = rules;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('The business calendars as they are in force: openings of each day, time zone, holidays')
  async list(): Promise<Page<Versioned<Calendar>>> {
    return { items: inForce(await this.#rules.all('calendar'), new Date().toISOString()), next: null };
  }

  @Get(':code/versions')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('All versions of a calendar, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(VersionsQuery) query: VersionsQuery,
  ): Promise<Page<Published<Calendar>>> {
    return versionsOf(await this.#rules.all('calendar'), code, query);
  }

  @Post(':code/versions')
  @Allow('manager', 'administrator')
  @Returns(
    'Publishes a version of a calendar, or a new one: clocks that run keep what they were set to',
    PublishedCalendar,
  )
  publish(
    @Param('code', Code) code: string,
    @Body(CalendarVersionBody) { form, validFrom }: CalendarVersionBody,
    @Actor() actor: Principal,
  ): Promise<Published<Calendar>> {
    return this.#rules.publishCalendar(code, form, validityOf(validFrom), actor.id);
  }
}
