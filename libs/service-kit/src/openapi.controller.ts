import { Controller, Get, Inject } from '@nestjs/common';
import { Public } from './allow.ts';
import { Returns } from './returns.ts';

/** Holds the document once all routes are known. */
export interface OpenApiDocument {
  content: unknown;
}

export const DOCUMENT = Symbol('openapi document');

@Controller()
export class OpenApiController {
  readonly #document: OpenApiDocument;

  constructor(@Inject(DOCUMENT) document: OpenApiDocument) {
    this.#document = document;
  }

  @Get('openapi.json')
  @Public()
  @Returns('This document')
  document(): unknown {
    return this.#document.content;
  }
}
