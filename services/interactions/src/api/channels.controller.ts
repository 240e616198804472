import { Controller, Get, Post } from '@nestjs/common';
import {
  Actor,
  Allow,
  Body,
  cursorOf,
  page,
  Param,
  Query,
  Returns,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import { CatalogueBody, ChannelVersionsQuery, VersionParam } from './channel-bodies.ts';
import { ChannelCatalogue, type Channel } from './channel-catalogue.ts';
import { ChannelVersions, type ChannelVersion } from './channel-versions.ts';
import { VersionKey } from './survey-bodies.ts';

const cursor = cursorOf(VersionKey);

@Controller('v1/channels')
@Allow('specialist', 'supervisor', 'manager', 'analyst', 'service', 'privacyOfficer', 'administrator')
export class ChannelsController {
  readonly #catalogue: ChannelCatalogue;
  readonly #versions: ChannelVersions;

  constructor(catalogue: ChannelCatalogue, versions: ChannelVersions) {
    this.#catalogue = catalogue;
    this.#versions = versions;
  }

  @Get()
  @Returns(
    'The channel catalogue in force: which function each channel offers, what a contact costs, its hours and traits',
  )
  async list(): Promise<Page<Channel>> {
    const { all } = await this.#catalogue.current();
    return { items: all, next: null };
  }

  @Get('versions')
  @Returns('When each version of the catalogue begins to hold and who published it, newest first')
  async versions(
    @Query(ChannelVersionsQuery) { limit, cursor: after }: ChannelVersionsQuery,
  ): Promise<Page<ChannelVersion>> {
    const rows = await this.#versions.list(cursor.read(after)?.version, limit + 1);
    return page(rows, limit, ({ version }) => cursor.write({ version }));
  }

  @Get('versions/:version')
  @Returns('One version of the catalogue, as it was published')
  version(@Param('version', VersionParam) version: number): Promise<unknown> {
    return this.#versions.read(version);
  }

  @Post('versions')
  @Allow('administrator')
  @Returns('Publishes a version of the whole catalogue; earlier ones, and what was recorded by them, stay as they are')
  publish(@Body(CatalogueBody) body: CatalogueBody, @Actor() actor: Principal): Promise<ChannelVersion> {
    return this.#versions.publish(body, actor.id);
  }
}
