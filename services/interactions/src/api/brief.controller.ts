import { Controller, Get, Inject } from '@nestjs/common';
import { Code, Day } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  caughtUp,
  Ctx,
  MESSAGING,
  Param,
  principalOf,
  Problem,
  Query,
  Reply,
  Returns,
  Sights,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { briefOf } from '../projections/brief.query.ts';
import { seesTeam, type WorkSight } from '../projections/work-sight.query.ts';
import { closed } from './bodies.ts';
import { briefPage, type Brief } from './brief-page.ts';
import { morningOf } from './morning.ts';

const asked = {
  day: Type.Optional(Type.String({ ...Day, description: 'Default today' })),
  zone: Type.String({ minLength: 1, maxLength: 64, default: 'UTC', description: 'IANA time zone of the day' }),
};
const BriefQuery = Type.Object(asked, closed);
const PageQuery = Type.Object({ ...asked, language: Type.Enum(['en', 'zh'], { default: 'en' }) }, closed);

/** What a team should know before its day begins: five minutes, standing. */
@Controller('v1/teams')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class BriefController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Get(':team/brief')
  @Returns(
    'The morning brief of a team: what is due today, what is at risk, and what was learned the working day before',
  )
  brief(
    @Param('team', Code) team: string,
    @Query(BriefQuery) query: Static<typeof BriefQuery>,
    @Ctx() request: FastifyRequest,
  ): Promise<Brief> {
    return this.#brief(team, query, request);
  }

  @Get(':team/brief.html')
  @Returns('The same as a page to print, in English or Chinese, without scripts')
  async page(
    @Param('team', Code) team: string,
    @Query(PageQuery) { language, ...query }: Static<typeof PageQuery>,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<string> {
    const brief = await this.#brief(team, query, request);
    void reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .header('content-language', language);
    return briefPage(brief, language);
  }

  async #brief(team: string, { day, zone }: Static<typeof BriefQuery>, request: FastifyRequest): Promise<Brief> {
    await caughtUp(this.#messaging, request);
    const now = new Date();
    const morning = morningOf(day, zone, now);
    const { pool } = this.#messaging;
    const seen = await this.#seen(request, team);
    return { team, zone, asOf: now.toISOString(), ...morning, ...(await briefOf(pool, team, morning, seen)) };
  }

  async #seen(request: FastifyRequest, team: string): Promise<WorkSight> {
    const actor = principalOf(request);
    const seen = { staff: await this.#sights.staffSeenBy(actor), teams: (await this.#sights.who(actor)).teams };
    if (await seesTeam(this.#messaging.pool, team, seen)) return seen;
    throw new Problem('forbidden', 'This is the work of another team.');
  }
}
