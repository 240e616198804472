import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { Actor } from './actor.ts';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { Cursor, cursorOf, Limit, page, type Page } from './paging.ts';
import { Problem } from './problem.ts';
import { Returns } from './returns.ts';
import type { Principal } from './token.ts';
import { Body, Param, Query } from './validation.ts';

const ParkedId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const ParkedQuery = Type.Object({ limit: Limit, cursor: Cursor }, { additionalProperties: false });
type ParkedQuery = Static<typeof ParkedQuery>;
const Drop = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 500 }) }, { additionalProperties: false });
type Drop = Static<typeof Drop>;

const cursors = cursorOf(ParkedId);

/** Events that could not be applied, waiting for somebody to repair the cause and try again, or to give them up. */
@Controller('v1/parked')
@Allow('manager', 'administrator')
export class ParkedController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Returns('What is parked, oldest first')
  async list(@Query(ParkedQuery) { limit, cursor }: ParkedQuery): Promise<Page<unknown>> {
    const rows = await this.#messaging.parked.list(limit + 1, cursors.read(cursor));
    const { items, next } = page(rows, limit, ({ id }) => cursors.write(id));
    return { items: items.map(({ event: _event, ...item }) => item), next };
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Returns('Applies what is parked of the subject, up to this event')
  async retry(@Param('id', ParkedId) id: number): Promise<{ applied: number }> {
    const applied = await this.#messaging.parked.retry(id);
    if (applied === 0) throw new Problem('not-found', 'Nothing is parked under this number.');
    return { applied };
  }

  @Post(':id/drop')
  @HttpCode(200)
  @Returns('Gives a parked event up; who and why stays on record')
  async drop(
    @Param('id', ParkedId) id: number,
    @Body(Drop) { reason }: Drop,
    @Actor() actor: Principal,
  ): Promise<{ dropped: true }> {
    if (await this.#messaging.parked.drop(id, actor.id, reason)) return { dropped: true };
    throw new Problem('not-found', 'Nothing is parked under this number.');
  }
}
