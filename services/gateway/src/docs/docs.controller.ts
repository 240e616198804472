import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Public, Returns } from '@rapport/service-kit';
import { page, start } from './docs-page.ts';
import { Documents } from './documents.ts';

@Controller('api')
export class DocsController {
  readonly #documents: Documents;

  constructor(@Inject(Documents) documents: Documents) {
    this.#documents = documents;
  }

  @Get('openapi.json')
  @Public()
  @Returns('The OpenAPI document of all services; `x-missing` names those that did not answer')
  document(): Promise<unknown> {
    return this.#documents.merged();
  }

  @Get('docs')
  @Header('content-type', 'text/html; charset=utf-8')
  @Public()
  @Returns('This document as a page to read and try')
  page(): string {
    return page;
  }

  @Get('docs/start.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Public()
  @Returns('The script of that page')
  script(): string {
    return start;
  }
}
