import { Controller, Get, HttpCode, Inject, Post, Put } from '@nestjs/common';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  answered,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  MESSAGING,
  Param,
  Reply,
  Returns,
  Sights,
  sourceId,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { account, type AccountCommand } from '../domain/account.ts';
import { contactPerson } from '../domain/contact-person.ts';
import { hierarchyOf } from '../projections/account.query.ts';
import { BasicsBody, OwnerBody, ParentBody, PersonBody, ReasonBody } from './account-bodies.ts';
import { inTurn, setParent } from './hierarchy.ts';
import { knownCustomer } from './known-customer.ts';
import { feedbackOfPeople } from './people.ts';

/** Accounts: their basic data, who looks after them, who speaks for them, and to which enterprise they belong. */
@Controller('v1/customers/:id')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class AccountsController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;
  readonly #turn = inTurn();

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#sights = sights;
    this.#messaging = messaging;
  }

  @Put('account')
  @Returns('Says the basic data of an account as they are from now on')
  describe(
    @Param('id') customerId: string,
    @Body(BasicsBody) basics: BasicsBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#change(customerId, { type: 'DescribeAccount', facts: { customerId, ...basics } }, request, reply);
  }

  @Put('owner')
  @Allow('supervisor', 'manager', 'service')
  @Returns('Says who looks after the customer from now on')
  assign(
    @Param('id') customerId: string,
    @Body(OwnerBody) owner: OwnerBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    return this.#change(customerId, { type: 'AssignAccount', customerId, ...owner }, request, reply);
  }

  @Put('parent')
  @Returns('Says to which enterprise this one belongs; refused where one would be above itself')
  async belong(
    @Param('id') customerId: string,
    @Body(ParentBody) { parentId }: ParentBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const context = commandContext(request, { subject: customerId });
    return answered(reply, await setParent(this.#messaging, this.#turn, { customerId, parentId }, context), {
      customerId,
    });
  }

  @Get('hierarchy')
  @Returns('The enterprises above and below this one')
  async hierarchy(@Param('id') id: string, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    const { current } = await this.#messaging.identity.of(id);
    return { customerId: current, ...(await hierarchyOf(this.#messaging.pool, current)) };
  }

  @Put('people/:personId')
  @Returns('Says in which roles a person speaks for an enterprise')
  async link(
    @Param('id') customerId: string,
    @Param('personId') personId: string,
    @Body(PersonBody) { roles }: PersonBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { partyType: customer } = await knownCustomer(this.#messaging, customerId);
    const { partyType: person } = await knownCustomer(this.#messaging, personId);
    const partyTypes = { customer, person };
    const command = { type: 'LinkContactPerson', customerId, personId, partyTypes, roles } as const;
    const context = commandContext(request, { subject: customerId });
    const id = sourceId(`contact person ${customerId}`, personId);
    return answered(reply, await this.#messaging.handle(contactPerson, id, command, context), { customerId });
  }

  @Post('people/:personId/removals')
  @HttpCode(200)
  @Returns('Says that a person speaks for an enterprise no longer')
  async unlink(
    @Param('id') customerId: string,
    @Param('personId') personId: string,
    @Body(ReasonBody) { reason }: ReasonBody,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const command = { type: 'UnlinkContactPerson', customerId, personId, reason } as const;
    const context = commandContext(request, { subject: customerId });
    const id = sourceId(`contact person ${customerId}`, personId);
    return answered(reply, await this.#messaging.handle(contactPerson, id, command, context), { customerId });
  }

  @Get('people')
  @Returns('Who speaks for an enterprise, and what they said of it: each for themselves, and together')
  async people(@Param('id') id: string, @Actor() actor: Principal, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    await knownCustomer(this.#messaging, id);
    const { current, recorded } = await this.#messaging.identity.of(id);
    const staff = await this.#sights.staffSeenBy(actor);
    return { customerId: current, ...(await feedbackOfPeople(this.#messaging, recorded, staff)) };
  }

  async #change(
    customerId: string,
    command: AccountCommand,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> {
    await knownCustomer(this.#messaging, customerId);
    const context = commandContext(request, { subject: customerId });
    return answered(reply, await this.#messaging.handle(account, customerId, command, context), { customerId });
  }
}
