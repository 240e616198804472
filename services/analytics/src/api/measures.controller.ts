import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Query, Reply, Returns } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { countComplaints } from '../projections/complaints.query.ts';
import {
  ChannelsAnswer,
  ComplaintsAnswer,
  ComplaintsQuery,
  MonthsQuery,
  OverviewAnswer,
  RetentionAnswer,
  SatisfactionAnswer,
} from './answers.ts';
import { sendCsv, wantsCsv } from './csv.ts';
import { channelMeasures, overviewMeasures, retentionMeasures, satisfactionMeasures } from './measures.ts';
import { lastCompleteMonth } from './month.ts';

/** Figures over all customers. Channels, retention and satisfaction by month are CSV too, with `Accept: text/csv`. */
@Controller('v1')
@Allow('analyst', 'supervisor', 'manager')
export class MeasuresController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get('overview')
  @Returns('Headline numbers', OverviewAnswer)
  async overview(@Ctx() request: FastifyRequest): Promise<unknown> {
    const asOf = await this.#caughtUp(request);
    return { asOf, ...(await overviewMeasures(this.#messaging.pool)) };
  }

  @Get('satisfaction')
  @Returns('Satisfaction now, and as it was at the end of each of the last 24 months', SatisfactionAnswer)
  async satisfaction(@Ctx() request: FastifyRequest, @Reply() reply: FastifyReply): Promise<unknown> {
    const asOf = await this.#caughtUp(request);
    const measures = await satisfactionMeasures(this.#messaging.pool, lastCompleteMonth(asOf));
    return wantsCsv(request)
      ? sendCsv(
          reply,
          asOf,
          measures.byMonth.map(row => ({ ...row })),
        )
      : { asOf, ...measures };
  }

  @Get('retention')
  @Returns('Retention by month, from purchases: who bought within 180 days is a customer', RetentionAnswer)
  async retention(
    @Query(MonthsQuery) { months, until }: Static<typeof MonthsQuery>,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const asOf = await this.#caughtUp(request);
    const measures = await retentionMeasures(this.#messaging.pool, months, until ?? lastCompleteMonth(asOf));
    return wantsCsv(request) ? sendCsv(reply, asOf, measures.months) : { asOf, ...measures };
  }

  @Get('channels')
  @Returns('Channels compared', ChannelsAnswer)
  async channels(@Ctx() request: FastifyRequest, @Reply() reply: FastifyReply): Promise<unknown> {
    const asOf = await this.#caughtUp(request);
    const measures = await channelMeasures(this.#messaging.pool);
    return wantsCsv(request) ? sendCsv(reply, asOf, measures.channels) : { asOf, ...measures };
  }

  @Get('complaints')
  @Returns('Complaints by cause, channel, timeliness, dispute and month', ComplaintsAnswer)
  async complaints(
    @Query(ComplaintsQuery) { origin }: Static<typeof ComplaintsQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    const asOf = await this.#caughtUp(request);
    return { asOf, ...(await countComplaints(this.#messaging.pool, origin)) };
  }

  /** Waits for what the caller wrote; answers up to when the figures reach. */
  async #caughtUp(request: FastifyRequest): Promise<string> {
    await caughtUp(this.#messaging, request);
    return new Date().toISOString();
  }
}
