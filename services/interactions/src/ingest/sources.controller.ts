import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Actor, Allow, Body, Param, Returns, type Page, type Principal } from '@rapport/service-kit';
import { NewSource, Rotation, SourceShape, SourcesPage, SourceWithKey } from './ingest-shapes.ts';
import { Sources, type Source } from './sources.ts';

/** Who may send events: systems, each with a write key. */
@Controller('v1/ingest/sources')
@Allow('administrator')
export class SourcesController {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  @Get()
  @Allow('administrator', 'manager')
  @Returns('All sources by name', SourcesPage)
  async list(): Promise<Page<Source>> {
    return { items: await this.#sources.list(), next: null };
  }

  @Post()
  @Returns('A new source, with its write key', SourceWithKey)
  create(@Body(NewSource) { name, channel }: NewSource, @Actor() actor: Principal): Promise<Source> {
    return this.#sources.create(name, channel, actor.id);
  }

  @Post(':sourceId/rotate')
  @HttpCode(200)
  @Returns('A new write key; the former one stays good for a while', SourceWithKey)
  rotate(@Param('sourceId') id: string, @Body(Rotation) { graceHours = 24 }: Partial<Rotation>): Promise<Source> {
    return this.#sources.rotate(id, graceHours);
  }

  @Post(':sourceId/disable')
  @HttpCode(200)
  @Returns('Its keys are refused from now on', SourceShape)
  disable(@Param('sourceId') id: string): Promise<Source> {
    return this.#sources.enable(id, false);
  }

  @Post(':sourceId/enable')
  @HttpCode(200)
  @Returns('Its keys are taken again', SourceShape)
  enable(@Param('sourceId') id: string): Promise<Source> {
    return this.#sources.enable(id, true);
  }
}
