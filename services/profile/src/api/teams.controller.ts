import { Controller, Get, Inject, Put } from '@nestjs/common';
import { Code } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Allow,
  Body,
  caughtUp,
  commandContext,
  create,
  Ctx,
  cursorOf,
  etag,
  MESSAGING,
  page,
  Param,
  Problem,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { team } from '../domain/team.ts';
import { listTeams, type TeamRow } from '../projections/staff.query.ts';
import { TeamBody, TeamsQuery } from './staff-bodies.ts';
import { differing } from './staff.controller.ts';

const cursor = cursorOf(Type.Object({ teamId: Code }));

@Controller('v1/teams')
@Allow('specialist', 'supervisor', 'manager', 'privacyOfficer', 'administrator', 'service')
export class TeamsController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Put(':teamId')
  @Allow('administrator', 'service')
  @Returns('Describes a team as it is from now on')
  async describe(
    @Param('teamId', Code) teamId: string,
    @Body(TeamBody) { name, supervisorId, closed = false }: TeamBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const loaded = await this.#messaging.load(team, teamId);
    const facts = { teamId, ...(supervisorId !== undefined && { supervisorId }), closed };
    const command = { type: 'DescribeTeam', facts, ...differing(name, loaded?.personal) } as const;
    const context = commandContext(request, { subject: `team:${teamId}` });
    const { version, sequence } = await create(this.#messaging, team, { id: teamId, command, context }, reply);
    return { teamId, version, sequence };
  }

  @Get()
  @Returns('The teams, by id')
  async list(
    @Query(TeamsQuery) { limit, cursor: from }: TeamsQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<TeamRow>> {
    await caughtUp(this.#messaging, request);
    const rows = await listTeams(this.#messaging.pool, cursor.read(from)?.teamId, limit + 1);
    return page(rows, limit, ({ teamId }) => cursor.write({ teamId }));
  }

  @Get(':teamId')
  @Returns('One team')
  async read(@Param('teamId', Code) teamId: string, @Reply() reply: FastifyReply): Promise<unknown> {
    const loaded = await this.#messaging.load(team, teamId);
    if (!loaded?.state) throw new Problem('not-found', `There is no team ${teamId}.`);
    void reply.header('etag', etag(loaded.version));
    return { ...loaded.state, name: loaded.personal['name'] ?? null, version: loaded.version };
  }
}
