import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { StaffId } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  answered,
  Body,
  caughtUp,
  commandContext,
  create,
  Ctx,
  itemId,
  MESSAGING,
  Param,
  Problem,
  Reply,
  Returns,
  Sights,
  type Page,
  type Principal,
  type Role,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { absence } from '../domain/absence.ts';
import { absencesOf } from '../projections/account.query.ts';
import { AbsenceBody } from './account-bodies.ts';
import { checkDays } from './days.ts';

/** Who arranges the absences of all the staff. */
const OF_ALL: readonly Role[] = ['manager', 'administrator', 'service'];

/** Who is away when, and who looks after their customers meanwhile. */
@Controller('v1')
@Allow('supervisor', 'manager', 'administrator', 'service')
export class AbsencesController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Post('staff/:staffId/absences')
  @Returns('Arranges an absence with who covers it, a supervisor one of the own team; 200 where it was arranged before')
  async arrange(
    @Param('staffId', StaffId) staffId: string,
    @Body(AbsenceBody) body: AbsenceBody,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await this.#checkLeads(actor, staffId);
    const id = itemId(body);
    const { coverId, from, to } = body;
    checkDays({ from, to });
    const command = { type: 'ArrangeAbsence', facts: { absenceId: id, staffId, coverId, from, to } } as const;
    const context = commandContext(request, { subject: `staff:${staffId}` });
    const { sequence } = await create(this.#messaging, absence, { id, command, context }, reply);
    return { absenceId: id, sequence };
  }

  @Post('absences/:absenceId/cancellation')
  @HttpCode(200)
  @Returns('Cancels an absence')
  async cancel(
    @Param('absenceId') id: string,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const loaded = await this.#messaging.load(absence, id);
    if (!loaded) throw new Problem('not-found', 'There is no absence of this id.');
    if (loaded.state) await this.#checkLeads(actor, loaded.state.facts.staffId);
    const context = commandContext(request, { subject: loaded.subject });
    const accepted = await this.#messaging.handle(absence, id, { type: 'CancelAbsence' }, context);
    return answered(reply, accepted, { absenceId: id });
  }

  @Get('staff/:staffId/absences')
  @Allow('specialist', 'supervisor', 'manager', 'administrator', 'service')
  @Returns('The absences of one of the staff that are not over')
  async list(@Param('staffId', StaffId) staffId: string, @Ctx() request: FastifyRequest): Promise<Page<unknown>> {
    await caughtUp(this.#messaging, request);
    return { items: await absencesOf(this.#messaging.pool, staffId), next: null };
  }

  /** Who stands in sees the customers of whoever is away: nobody may say so of another's team. */
  async #checkLeads(actor: Principal, staffId: string): Promise<void> {
    if (actor.roles.some(role => OF_ALL.includes(role))) return;
    const { own, led } = await this.#sights.who(actor);
    if (own.includes(staffId) || led.includes(staffId)) return;
    throw new Problem('forbidden', 'Absences of another team are arranged by whoever leads it, or by a manager.');
  }
}
