import { Controller, Get, Inject } from '@nestjs/common';
import { Instant, orNull } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Reply, Returns } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { MonthsQuery } from './answers.ts';
import { sendCsv, wantsCsv } from './csv.ts';
import { episodeMeasures } from './episode-measures.ts';
import { lastCompleteMonth } from './month.ts';

const Share = orNull(Type.Number({ minimum: 0, maximum: 1 }));
const Estimate = { share: Share, low: Share, high: Share };
const N = Type.Integer({ minimum: 0 });
const Mean = orNull(Type.Number({ minimum: 0 }));

const EpisodesAnswer = Type.Object({
  asOf: Instant,
  firstContactResolution: Type.Object(
    { episodes: N, solved: N, ...Estimate },
    {
      description:
        'Solved in one inbound contact, of those closed and past the re-contact window; 95 % interval (Wilson)',
    },
  ),
  closed: N,
  open: N,
  contacts: orNull(Type.Number({ description: 'Mean of the episodes closed' })),
  handOvers: Mean,
  idleSeconds: Mean,
  flowSeconds: orNull(Type.Number({ description: 'Median, from the first contact to done' })),
  repeats: Type.Object({ episodes: N, ...Estimate }, { description: 'In which the customer had to come again' }),
  effort: Type.Object(
    { mean: orNull(Type.Number({ minimum: 1, maximum: 7 })), low: Mean, high: Mean, n: N },
    { description: 'CES 1–7 (7 = easy) of the answers about their contacts; 95 % interval (t)' },
  ),
  months: Type.Array(Type.Object({ month: Type.String(), episodes: N, solved: N, ...Estimate })),
});

/** Less service is better service: how many contacts a need takes, and how often the first one does. */
@Controller('v1/episodes')
@Allow('analyst', 'supervisor', 'manager')
export class EpisodesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get()
  @Returns(
    'First-contact resolution by month of closing, and how episodes went; CSV with Accept: text/csv',
    EpisodesAnswer,
  )
  async episodes(
    @Query(MonthsQuery) { months, until }: Static<typeof MonthsQuery>,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const asOf = new Date().toISOString();
    const measures = await episodeMeasures(this.#messaging.pool, months, until ?? lastCompleteMonth(asOf));
    return wantsCsv(request) ? sendCsv(reply, asOf, measures.months) : { asOf, ...measures };
  }
}
