import { Controller, Get, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import { Actor, Allow, Body, Param, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { PublishedSurvey, SurveyBody, VersionsQuery } from './survey-bodies.ts';
import { SurveyCatalogue, type SurveyVersion } from './survey-catalogue.ts';
import { validityOf } from './validity.ts';
import { pageOfVersions } from './version-pages.ts';

@Controller('v1/surveys')
export class SurveysController {
  readonly #catalogue: SurveyCatalogue;

  constructor(catalogue: SurveyCatalogue) {
    this.#catalogue = catalogue;
  }

  @Get()
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('Every survey in the version that is put now, with its texts in all languages')
  async list(): Promise<Page<SurveyVersion>> {
    const { inForce } = await this.#catalogue.current();
    return { items: inForce, next: null };
  }

  @Get(':code/versions')
  @Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
  @Returns('All versions of a survey, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(VersionsQuery) query: VersionsQuery,
  ): Promise<Page<SurveyVersion>> {
    return pageOfVersions((await this.#catalogue.current()).versions(code), query);
  }

  @Post(':code/versions')
  @Allow('administrator')
  @Returns('Publishes a new version of a survey, or a new survey; earlier versions stay as they are', PublishedSurvey)
  publish(
    @Param('code', Code) code: string,
    @Body(SurveyBody) { form, validFrom }: SurveyBody,
    @Actor() actor: Principal,
  ): Promise<SurveyVersion> {
    return this.#catalogue.publish(code, form, validityOf(validFrom), actor.id);
  }
}
