import { Controller, Get, Inject } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import { Allow, caughtUp, Ctx, MESSAGING, Param, Query, Reply, Returns } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { lastFullMonth, periodOf } from '../domain/report-period.ts';
import { reachOf, reportOf } from '../domain/report.ts';
import { countDeliveries, goalsOf, moneyByMonth } from '../projections/report.query.ts';
import { closed } from './bodies.ts';
import { reportPage, type ReportToCustomer } from './report-page.ts';

const asked = {
  period: Type.Enum(['month', 'quarter', 'year'], { default: 'month' }),
  of: Type.Optional(
    Type.String({
      pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])$',
      description: 'A month in the period; the last one that is over where left out',
    }),
  ),
};
const ReportQuery = Type.Object(asked, closed);
const PageQuery = Type.Object({ ...asked, language: Type.Enum(['en', 'zh'], { default: 'en' }) }, closed);

/** What a customer is told of the service it had. Worked out when it is asked, so what became known late is in it. */
@Controller('v1/customers')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class ReportController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Get(':customerId/report')
  @Returns('The report to a customer: figures of a month, quarter or year, trends, places and goals')
  async report(
    @Param('customerId') id: string,
    @Query(ReportQuery) query: Static<typeof ReportQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<object> {
    return this.#report(id, query, request);
  }

  @Get(':customerId/report.html')
  @Returns('The same as a page to print, in English or Chinese, without scripts')
  async page(
    @Param('customerId') id: string,
    @Query(PageQuery) { language, ...query }: Static<typeof PageQuery>,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<string> {
    const report = await this.#report(id, query, request);
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .header('content-language', language);
    return reportPage(report, language);
  }

  async #report(
    id: string,
    { period: kind, of }: Static<typeof ReportQuery>,
    request: FastifyRequest,
  ): Promise<ReportToCustomer> {
    await caughtUp(this.#messaging, request);
    const { pool, identity } = this.#messaging;
    const asOf = new Date().toISOString();
    const { current, recorded } = await identity.of(id);
    const period = periodOf(kind, of ?? lastFullMonth(asOf));
    const reach = { from: reachOf(period), until: period.until };
    const [counted, goals, money] = await Promise.all([
      countDeliveries(pool, recorded, reach),
      goalsOf(pool, recorded),
      moneyByMonth(pool, recorded, period),
    ]);
    return { customerId: current, asOf, ...reportOf(period, counted, goals), money };
  }
}
