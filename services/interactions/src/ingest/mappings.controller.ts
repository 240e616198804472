import { Controller, Get, Post } from '@nestjs/common';
import { Actor, Allow, Body, cursorOf, page, Query, Returns, type Page, type Principal } from '@rapport/service-kit';
import Type from 'typebox';
import { MappingShape, MappingsPage, NewMapping, Pages } from './ingest-shapes.ts';
import { Mappings, type MappingVersion } from './mappings.ts';

const cursor = cursorOf(Type.Integer({ minimum: 1, maximum: 1e9 }));

/** What messages become, as an administrator says: version by version, none of which is changed any more. */
@Controller('v1/ingest/mappings')
export class MappingsController {
  readonly #mappings: Mappings;

  constructor(mappings: Mappings) {
    this.#mappings = mappings;
  }

  @Get()
  @Allow('administrator', 'manager', 'supervisor')
  @Returns('All versions, the one in force first', MappingsPage)
  async list(@Query(Pages) { limit, cursor: from }: Pages): Promise<Page<MappingVersion>> {
    const versions = await this.#mappings.versions(cursor.read(from), limit + 1);
    return page(versions, limit, ({ version }) => cursor.write(version));
  }

  @Post()
  @Allow('administrator')
  @Returns('A new version, in force at once here and within five seconds everywhere', MappingShape)
  change(@Body(NewMapping) { changes, rules }: NewMapping, @Actor() actor: Principal): Promise<MappingVersion> {
    return this.#mappings.change(changes, rules, actor.id);
  }
}
