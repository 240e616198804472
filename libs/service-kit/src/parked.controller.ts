import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging, RetryAnswer } from '@rapport/messaging';
import type { Static } from 'typebox';
import { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { cursorOf, page } from './paging.ts';
import * as shapes from './parked-shapes.ts';
import { Problem } from './problem.ts';
import { Returns } from './returns.ts';
import type { Principal } from './token.ts';
import { Body, Param, Query } from './validation.ts';

const pages = cursorOf(shapes.ParkedId);
const places = cursorOf(shapes.RetryKey);

const nothing = (): Problem =>
  new Problem('not-found', 'Nothing is parked under this number: it was applied or dropped meanwhile, or never there.');

/** Events that could not be applied, waiting for somebody to repair the cause and try again, or to give them up. */
@Controller('v1')
@Allow('manager', 'administrator')
export class ParkedController {
  readonly #parked: Messaging['parked'];

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#parked = messaging.parked;
  }

  @Get('parked')
  @Returns('What is parked, oldest first', shapes.ParkedPage)
  async list(
    @Query(shapes.ParkedQuery) { limit, cursor, ...filter }: shapes.ParkedQuery,
  ): Promise<Static<typeof shapes.ParkedPage>> {
    const rows = await this.#parked.list(filter, limit + 1, pages.read(cursor));
    const { items, next } = page(rows, limit, ({ id }) => pages.write(id));
    return { items: items.map(shapes.told), next };
  }

  @Get('parked/summary')
  @Returns('How much is parked, and since when', shapes.Summary)
  async summary(): Promise<Static<typeof shapes.Summary>> {
    return shapes.toldSummary(await this.#parked.summary());
  }

  @Get('parked/:id')
  @Returns('A parked or dropped event in full', shapes.ParkedWhole)
  async read(@Param('id', shapes.ParkedId) id: number): Promise<Static<typeof shapes.ParkedWhole>> {
    const parked = await this.#parked.read(id);
    if (parked === undefined) throw nothing();
    return shapes.told(parked);
  }

  @Post('parked::retry')
  @HttpCode(200)
  @Returns(
    'Applies what is parked, of a subject or of all, subject by subject, some hundreds at a time',
    shapes.Retried,
  )
  async retryAll(
    @Body(shapes.RetryAll) { topic, subject, cursor }: shapes.RetryAll,
    @Actor() actor: Principal,
  ): Promise<Static<typeof shapes.Retried>> {
    return retried(await this.#parked.retryAll({ topic, subject, after: places.read(cursor) }, actor.id));
  }

  @Post('parked/:id/retry')
  @HttpCode(200)
  @Returns('Applies what is parked of the subject, up to this event, some hundreds at a time', shapes.Retried)
  async retry(
    @Param('id', shapes.ParkedId) id: number,
    @Actor() actor: Principal,
  ): Promise<Static<typeof shapes.Retried>> {
    const answer = await this.#parked.retry(id, actor.id);
    if (answer === undefined) throw nothing();
    return retried(answer);
  }

  @Post('parked/:id/drop')
  @HttpCode(200)
  @Returns('Gives a parked event up for good; who did, when and why stays on record', shapes.DroppedAnswer)
  async drop(
    @Param('id', shapes.ParkedId) id: number,
    @Body(shapes.Drop) { reason }: shapes.Drop,
    @Actor() actor: Principal,
  ): Promise<Static<typeof shapes.DroppedAnswer>> {
    const dropped = await this.#parked.drop(id, actor.id, reason.trim());
    if (dropped === undefined) throw nothing();
    return { dropped: true, waiting: dropped.waiting };
  }
}

const retried = ({ retried: n, failed, next }: RetryAnswer): Static<typeof shapes.Retried> => ({
  retried: n,
  failed: [...failed],
  next: next === null ? null : places.write(next),
});
