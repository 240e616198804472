import { Controller, Get, Inject, Post } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  create,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Reply,
  Returns,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { workItem } from '../domain/work-item.decide.ts';
import { listWork, type WorkRow } from '../projections/work-items.query.ts';
import { RaiseBody, WorkAnswer, WorkPlace, WorkQuery } from './work-bodies.ts';
import { answered, raiseByHand, readWork } from './work-items.ts';

const cursor = cursorOf(WorkPlace);

/** What somebody has to do: raised by rules on events, or by hand. */
@Controller('v1/work-items')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class WorkItemsController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Post()
  @Returns('Raises a work item by hand; 200 where it was raised before', WorkAnswer)
  async raise(
    @Body(RaiseBody) body: RaiseBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return answered(await create(this.#messaging, workItem, raiseByHand(request, body), reply));
  }

  @Get()
  @Returns(
    'Work items, the most urgent first and of those what is due first; not of other teams, or of customers whom others look after',
  )
  async list(
    @Query(WorkQuery) query: WorkQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<WorkRow & { readonly mine: boolean }>> {
    const { mine, myTeams, assignee, team, customer, limit, cursor: from, ...rest } = query;
    const after = cursor.read(from);
    await caughtUp(this.#messaging, request);
    const { own, teams } = await this.#sights.who(actor);
    const asked = {
      ...rest,
      assignees: mine === true ? own : assignee === undefined ? undefined : [assignee],
      teams: team !== undefined ? [team] : myTeams === true && teams.length > 0 ? teams : undefined,
      customers: customer === undefined ? undefined : (await this.#messaging.identity.of(customer)).recorded,
      seen: { staff: await this.#sights.staffSeenBy(actor), teams },
      after,
      limit: limit + 1,
    };
    const rows = await listWork(this.#messaging.pool, asked);
    const seen = rows.map(row => ({ ...row, mine: row.assigneeId !== null && own.includes(row.assigneeId) }));
    return page(seen, limit, ({ priority, dueAt, workItemId }) => cursor.write({ priority, dueAt, workItemId }));
  }

  @Get(':workItemId')
  @Returns('A work item as it stands, with what was said about it')
  read(@Param('workItemId') id: string, @Reply() reply: FastifyReply): Promise<object> {
    return readWork(this.#messaging, id, reply);
  }
}
