import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { cursorOf, page } from './paging.ts';
import * as shapes from './reconciliation-shapes.ts';
import { Returns } from './returns.ts';
import type { Principal } from './token.ts';
import { Query } from './validation.ts';

const names = cursorOf(Type.String({ minLength: 1, maxLength: 300 }));

/** For when the service's database or its topic was restored to an earlier moment. Works while the service is not ready. */
@Controller('v1')
@Allow('administrator')
export class ReconciliationController {
  readonly #reconciling: Messaging['reconciling'];

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#reconciling = messaging.reconciling;
  }

  @Get('reconciliation')
  @Returns(
    'Whether the log and its topic hold the same, and what a repair would do; changes nothing',
    shapes.SurveyAnswer,
  )
  async survey(): Promise<Static<typeof shapes.SurveyAnswer>> {
    return shapes.toldSurvey(await this.#reconciling.survey());
  }

  @Post('reconciliation::step')
  @HttpCode(200)
  @Returns('Repairs for about two seconds; to be asked until it answers agrees', shapes.ProgressAnswer)
  async step(@Actor() actor: Principal): Promise<Static<typeof shapes.ProgressAnswer>> {
    return shapes.toldProgress(await this.#reconciling.step(actor.id));
  }

  @Get('reconciliation/streams')
  @Returns(
    'The streams of which events were taken back from the topic: their personal values are to be looked through',
    shapes.StreamsPage,
  )
  async streams(
    @Query(shapes.StreamsQuery) { limit, cursor }: shapes.StreamsQuery,
  ): Promise<Static<typeof shapes.StreamsPage>> {
    const rows = await this.#reconciling.takenBack(limit + 1, names.read(cursor));
    const { items, next } = page(rows, limit, ({ stream }) => names.write(stream));
    return { items: items.map(shapes.toldStream), next };
  }
}
