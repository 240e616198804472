import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import { Actor, Allow, Body, Param, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import { VersionsQuery } from '../api/survey-bodies.ts';
import { validityOf } from '../api/validity.ts';
import { pageOfVersions } from '../api/version-pages.ts';
import { checkValues, filled } from '../domain/fill-template.ts';
import type { TemplateText } from '../domain/message-template.ts';
import { spokenValues } from '../domain/spoken-values.ts';
import { EXAMPLES } from './own-values.ts';
import { PreviewBody, Published, TemplateBody } from './template-bodies.ts';
import { TemplateCatalogue, type TemplateVersion } from './template-catalogue.ts';

@Controller('v1/message-templates')
@Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'administrator')
export class TemplatesController {
  readonly #templates: TemplateCatalogue;

  constructor(templates: TemplateCatalogue) {
    this.#templates = templates;
  }

  @Get()
  @Returns('Every template in the version that is used now, in all languages')
  async list(): Promise<Page<TemplateVersion>> {
    return { items: await this.#templates.inForce(), next: null };
  }

  @Get(':code/versions')
  @Returns('All versions of a template, newest first')
  async versions(
    @Param('code', Code) code: string,
    @Query(VersionsQuery) query: VersionsQuery,
  ): Promise<Page<TemplateVersion>> {
    return pageOfVersions(await this.#templates.versions(code), query);
  }

  @Post(':code/versions')
  @Allow('administrator')
  @Returns('Publishes a new version of a template, or a new template; earlier versions stay as they are', Published)
  publish(
    @Param('code', Code) code: string,
    @Body(TemplateBody) { form, validFrom }: TemplateBody,
    @Actor() actor: Principal,
  ): Promise<TemplateVersion> {
    return this.#templates.publish(code, form, validityOf(validFrom), actor.id);
  }

  @Post(':code/preview')
  @HttpCode(200)
  @Returns('What a message would look like with these values; sends nothing')
  async preview(
    @Param('code', Code) code: string,
    @Body(PreviewBody) { language, values, version }: PreviewBody,
  ): Promise<TemplateText> {
    const { form } = await this.#templates.find(code, version);
    checkValues(form, values);
    const shown = spokenValues(values, form.variables, { language, timeZone: 'UTC' });
    return filled(form.texts[language], { ...EXAMPLES[language], ...shown });
  }
}
