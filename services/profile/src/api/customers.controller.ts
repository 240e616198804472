import { Controller, Get, HttpCode, Inject, Patch, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  answered,
  Body,
  commandContext,
  create,
  Ctx,
  etag,
  itemId,
  malformed,
  MESSAGING,
  Param,
  Reply,
  Returns,
  Sights,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CountryCode } from 'libphonenumber-js';
import type { Details } from '../domain/customer.commands.ts';
import { customer } from '../domain/customer.decide.ts';
import { identify } from '../domain/identifier.ts';
import { namesOf } from '../projections/customer-search.ts';
import { readPersonal } from '../projections/personal.ts';
import { DetailChanges, Ids, Registration } from './bodies.ts';
import { IdentityRulesKeeper } from './identity-rules-keeper.ts';
import { Catalogues } from './catalogues.ts';
import { countDropped, sortedOut, type Sorted, type ToldAttributes } from './kept-attributes.ts';
import { ATTRIBUTES } from './privacy-catalogues.ts';
import { REGION } from './region.ts';
import { customerNow } from './who.ts';

/** Customers as recorded: registered, described, and read by id from the write side. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class CustomersController {
  readonly #messaging: Messaging;
  readonly #region: CountryCode;
  readonly #rules: IdentityRulesKeeper;
  readonly #catalogues: Catalogues;
  readonly #sights: Sights;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(REGION) region: CountryCode,
    rules: IdentityRulesKeeper,
    catalogues: Catalogues,
    @Inject(Sights) sights: Sights,
  ) {
    this.#sights = sights;
    this.#messaging = messaging;
    this.#region = region;
    this.#rules = rules;
    this.#catalogues = catalogues;
  }

  @Post('customers')
  @Returns('Registers a customer, 200 where it was before; one whose verified identifier another holds is refused')
  async register(
    @Body(Registration) body: Registration,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const id = itemId(body);
    const { occurredAt, imported, partyType, name, preferredLanguage, timeZone, saidBy } = body;
    const context = commandContext(request, { subject: id, occurredAt, imported });
    const { kept, dropped } = await this.#sortedOut(body.attributes);
    const details = { ...given({ name, preferredLanguage, timeZone }), ...kept };
    checkTimeZone(timeZone);
    checkSaid(body);
    const rules = await this.#rules.current();
    const identifiers = body.identifiers.map(each => identify(each, this.#region, rules));
    const at = context.occurredAt ?? new Date().toISOString();
    const facts = { customerId: id, partyType, details, saidBy, identifiers, types: rules.types, at };
    const command = { type: 'RegisterCustomer', ...facts, recognisable: false } as const;
    const { sequence } = await create(this.#messaging, customer, { id, command, context }, reply);
    return { customerId: id, sequence, ...(dropped.length > 0 && { dropped }) };
  }

  @Patch('customers/:id')
  @Returns('Changes name, preferred language, time zone or other attributes')
  async change(
    @Param('id') id: string,
    @Body(DetailChanges) body: DetailChanges,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    checkTimeZone(body.timeZone);
    checkSaid(body);
    const { saidBy } = body;
    const { state, personal } = await customerNow(this.#messaging, id);
    const now = readPersonal(personal);
    const { kept, dropped } = await this.#sortedOut(body.attributes);
    const changes = {
      ...given({
        name: differing(body.name, now.name),
        // Said again by somebody, it counts from then, as a need does.
        preferredLanguage:
          saidBy === undefined ? differing(body.preferredLanguage, now.preferredLanguage) : body.preferredLanguage,
        timeZone: differing(body.timeZone, now.timeZone),
      }),
      ...kept,
    };
    const context = commandContext(request, { subject: state.customerId });
    const command = { type: 'ChangeDetails', changes, saidBy } as const;
    const accepted = await this.#messaging.handle(customer, state.customerId, command, context);
    return answered(reply, accepted, { customerId: accepted.id, ...(dropped.length > 0 && { dropped }) });
  }

  @Get('customers/:id')
  @Allow('specialist', 'supervisor', 'manager', 'service', 'privacyOfficer')
  @Returns('The customer as recorded under this id, with personal values')
  async read(@Param('id') id: string, @Reply() reply: FastifyReply): Promise<unknown> {
    const loaded = await this.#messaging.load(customer, id);
    if (!loaded || loaded.state.status === 'unknown') {
      throw new DomainError('customer-unknown', `There is no customer ${id}.`);
    }
    void reply.header('etag', etag(loaded.version));
    const { identifiers: _known, ...state } = loaded.state;
    return { ...state, ...readPersonal(loaded.personal), version: loaded.version };
  }

  @Post('customers::batch')
  @HttpCode(200)
  @Returns('The names of up to 200 customers, for a list that has ids')
  async names(@Body(Ids) { ids }: Ids, @Actor() actor: Principal): Promise<unknown> {
    return { items: await namesOf(this.#messaging.pool, ids, await this.#sights.staffSeenBy(actor)) };
  }

  async #sortedOut(attributes: ToldAttributes = {}): Promise<Sorted> {
    if (Object.keys(attributes).length === 0) return { kept: {}, dropped: [] };
    const sorted = sortedOut(attributes, (await this.#catalogues.inForce(ATTRIBUTES)).content);
    await countDropped(this.#messaging.pool, sorted.dropped);
    return sorted;
  }
}

type Optional<T> = { readonly [Key in keyof T]: T[Key] | undefined };

/** The details that are there at all: null is, undefined is not. */
function given({ name, preferredLanguage, timeZone }: Optional<Required<Details>>): Details {
  return {
    ...(name !== undefined && { name }),
    ...(preferredLanguage !== undefined && { preferredLanguage }),
    ...(timeZone !== undefined && { timeZone }),
  };
}

const differing = <T>(wanted: T | undefined, now: T): T | undefined => (wanted === now ? undefined : wanted);

function checkSaid({ saidBy, preferredLanguage }: Pick<DetailChanges, 'saidBy' | 'preferredLanguage'>): void {
  if (saidBy === undefined || preferredLanguage !== undefined) return;
  throw malformed('body', [{ pointer: '/saidBy', message: 'says who said the preferred language: send that too' }]);
}

function checkTimeZone(timeZone: string | null | undefined): void {
  if (typeof timeZone !== 'string' || isTimeZone(timeZone)) return;
  throw malformed('body', [{ pointer: '/timeZone', message: 'is no IANA time zone' }]);
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
