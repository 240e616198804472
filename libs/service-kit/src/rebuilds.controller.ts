import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import type { Static } from 'typebox';
import { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { Problem } from './problem.ts';
import * as shapes from './rebuild-shapes.ts';
import { Returns } from './returns.ts';
import type { Principal } from './token.ts';
import { Body, Param } from './validation.ts';

const unknown = (name: string): Problem =>
  new Problem('not-found', `This service has no read model '${name}' that can be rebuilt.`);

/** Read models, built anew beside the live ones. */
@Controller('v1/rebuilds')
@Allow('manager', 'administrator')
export class RebuildsController {
  readonly #rebuilds: Messaging['rebuilds'];

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#rebuilds = messaging.rebuilds;
  }

  @Get()
  @Returns('The read models that can be rebuilt, each with its last build', shapes.RebuildableList)
  async list(): Promise<Static<typeof shapes.RebuildableList>> {
    return { items: (await this.#rebuilds.list()).map(shapes.toldRebuildable) };
  }

  @Get(':projection')
  @Returns('A read model with its last build', shapes.RebuildableAnswer)
  async read(
    @Param('projection', shapes.ProjectionName) name: string,
  ): Promise<Static<typeof shapes.RebuildableAnswer>> {
    const found = (await this.#rebuilds.list()).find(({ projection }) => projection === name);
    if (!found) throw unknown(name);
    return shapes.toldRebuildable(found);
  }

  @Post(':projection')
  @HttpCode(202)
  @Returns(
    'Begins to rebuild a read model, takes up a build that failed, or accepts what the one under way has found to differ',
    shapes.BuildAnswer,
  )
  async wish(
    @Param('projection', shapes.ProjectionName) projection: string,
    @Body(shapes.Wish) { from, verifyOnly = false, acceptDifferences = false }: shapes.Wish,
    @Actor() actor: Principal,
  ): Promise<Static<typeof shapes.BuildAnswer>> {
    const wish = { origin: from, onlyVerify: verifyOnly, acceptDifferences };
    const build = await this.#rebuilds.wish(projection, wish, actor.id);
    if (!build) throw unknown(projection);
    return shapes.toldBuild(build);
  }

  @Post(':projection/abort')
  @HttpCode(202)
  @Returns('Gives up the build under way: the live read model stays as it is', shapes.BuildAnswer)
  async abort(
    @Param('projection', shapes.ProjectionName) name: string,
    @Actor() actor: Principal,
  ): Promise<Static<typeof shapes.BuildAnswer>> {
    const build = await this.#rebuilds.abort(name, actor.id);
    if (!build) throw new Problem('not-found', `No build of '${name}' is under way that could be given up.`);
    return shapes.toldBuild(build);
  }
}
