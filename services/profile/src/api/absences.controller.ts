import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { StaffId } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import {
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
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { absence } from '../domain/absence.ts';
import { absencesOf } from '../projections/account.query.ts';
import { AbsenceBody } from './account-bodies.ts';
import { checkDays } from './days.ts';

/** Who is away when, and who looks after their customers meanwhile. */
@Controller('v1')
@Allow('supervisor', 'manager', 'administrator', 'service')
export class AbsencesController {
  readonly #messaging: Messaging;

  constructor(@Inject(MESSAGING) messaging: Messaging) {
    this.#messaging = messaging;
  }

  @Post('staff/:staffId/absences')
  @Returns('Arranges an absence with who covers it; 200 where it was arranged before')
  async arrange(
    @Param('staffId', StaffId) staffId: string,
    @Body(AbsenceBody) body: AbsenceBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
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
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const loaded = await this.#messaging.load(absence, id);
    if (!loaded) throw new Problem('not-found', 'There is no absence of this id.');
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
}
