import { Controller, Get, Inject, Put } from '@nestjs/common';
import { StaffId } from '@rapport/contracts';
import type { Json } from '@rapport/decider';
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
  principalId,
  Problem,
  Query,
  Reply,
  Returns,
  type Page,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { staff } from '../domain/staff.ts';
import { listStaff, type StaffRow } from '../projections/staff.query.ts';
import { checkDays } from './days.ts';
import { ISSUER } from './issuer.ts';
import { StaffBody, StaffQuery } from './staff-bodies.ts';

const cursor = cursorOf(Type.Object({ staffId: StaffId }));

/** Who works here: reference data that administrators keep, each change a version. */
@Controller('v1/staff')
@Allow('specialist', 'supervisor', 'manager', 'privacyOfficer', 'administrator', 'service')
export class StaffController {
  readonly #messaging: Messaging;
  readonly #issuer: string;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(ISSUER) issuer: string) {
    this.#messaging = messaging;
    this.#issuer = issuer;
  }

  @Put(':staffId')
  @Allow('administrator', 'service')
  @Returns('Describes somebody of the staff as they are from now on')
  async describe(
    @Param('staffId', StaffId) staffId: string,
    @Body(StaffBody) { name, signsInAs, worksFrom, worksTo, teamId, ...rest }: StaffBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    checkDays({ worksFrom, ...(worksTo !== undefined && { worksTo }) });
    const loaded = await this.#messaging.load(staff, staffId);
    const facts = {
      staffId,
      principalId:
        signsInAs === undefined && loaded?.state?.principalId !== undefined
          ? loaded.state.principalId
          : principalId(this.#issuer, signsInAs ?? staffId),
      ...rest,
      ...(teamId !== undefined && { teamId }),
      worksFrom,
      ...(worksTo !== undefined && { worksTo }),
    };
    const command = { type: 'DescribeStaff', facts, ...differing(name, loaded?.personal) } as const;
    const context = commandContext(request, { subject: `staff:${staffId}` });
    const { version, sequence } = await create(this.#messaging, staff, { id: staffId, command, context }, reply);
    return { staffId, version, sequence };
  }

  @Get()
  @Returns('The staff, by id')
  async list(
    @Query(StaffQuery) { limit, cursor: from, ...asked }: StaffQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<StaffRow>> {
    await caughtUp(this.#messaging, request);
    const after = cursor.read(from)?.staffId;
    const rows = await listStaff(this.#messaging.pool, { ...asked, after, limit: limit + 1 });
    return page(rows, limit, ({ staffId }) => cursor.write({ staffId }));
  }

  @Get(':staffId')
  @Returns('One of the staff')
  async read(@Param('staffId', StaffId) staffId: string, @Reply() reply: FastifyReply): Promise<unknown> {
    const loaded = await this.#messaging.load(staff, staffId);
    if (!loaded?.state) throw new Problem('not-found', `There is nobody of the staff with the id ${staffId}.`);
    void reply.header('etag', etag(loaded.version));
    return { ...loaded.state, name: loaded.personal['name'] ?? null, version: loaded.version };
  }

  @Get(':staffId/versions')
  @Returns('How somebody of the staff was described over time, the newest first')
  async versions(@Param('staffId', StaffId) staffId: string): Promise<Page<unknown>> {
    const events = await this.#messaging.history(`staff-${staffId}`);
    if (events.length === 0) throw new Problem('not-found', `There is nobody of the staff with the id ${staffId}.`);
    return {
      items: events.map(({ version, data, occurredAt, actor }) => ({ version, ...data, occurredAt, actor })).reverse(),
      next: null,
    };
  }
}

/** A name that is told and is not the one that is known. */
export const differing = (
  name: string | undefined,
  personal: Readonly<Record<string, Json>> | undefined,
): { readonly name?: string } => (name === undefined || name === personal?.['name'] ? {} : { name });
