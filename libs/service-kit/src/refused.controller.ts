import { Controller, Get, Inject } from '@nestjs/common';
import { Instant, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import Type, { type Static } from 'typebox';
import { Allow } from './allow.ts';
import { MESSAGING } from './messaging.token.ts';
import { cursorOf, page, paging } from './paging.ts';
import { Returns } from './returns.ts';
import { Query } from './validation.ts';

const RefusedId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const RefusedQuery = Type.Object(
  {
    ...paging,
    ordinary: Type.Boolean({
      default: false,
      description: 'Also those that policies ask for knowing they may be refused',
    }),
  },
  { additionalProperties: false },
);
type RefusedQuery = Static<typeof RefusedQuery>;

const RefusedPage = Type.Object({
  items: Type.Array(
    Type.Object({
      id: RefusedId,
      policy: Type.String(),
      command: Type.String({ description: 'What it asked for' }),
      stream: Type.String({ description: 'Of what' }),
      subject: Type.String(),
      refusal: Type.String({ description: 'The slug of the rule that refused it, or the error' }),
      occurredAt: Instant,
      refusedAt: Instant,
    }),
  ),
  next: orNull(Type.String()),
});

const pages = cursorOf(RefusedId);

/** Commands that policies asked for in vain. They are not tried again, and kept for thirty days. */
@Controller('v1/refused')
@Allow('manager', 'administrator')
export class RefusedController {
  readonly #refused: Messaging['refused'];

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#refused = messaging.refused;
  }

  @Get()
  @Returns('Commands of policies that were refused in the last thirty days, newest first', RefusedPage)
  async list(@Query(RefusedQuery) { limit, cursor, ordinary }: RefusedQuery): Promise<Static<typeof RefusedPage>> {
    const rows = await this.#refused.list({ ordinary }, limit + 1, pages.read(cursor));
    const { items, next } = page(rows, limit, ({ id }) => pages.write(id));
    const told = items.map(one => ({
      ...one,
      occurredAt: one.occurredAt.toISOString(),
      refusedAt: one.refusedAt.toISOString(),
    }));
    return { items: told, next };
  }
}
