import { Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { DomainError } from '@rapport/decider';
import type { Accepted, Messaging } from '@rapport/messaging';
import {
  Allow,
  answered,
  Body,
  commandContext,
  Ctx,
  Items,
  MESSAGING,
  Param,
  Problem,
  problemDocument,
  Reply,
  Returns,
  Sights,
  type Item,
  type ProblemDocument,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CountryCode } from 'libphonenumber-js';
import type { Customer } from '../domain/customer.ts';
import { distinct, identify, type Identifier } from '../domain/identifier.ts';
import type { IdentityRules } from '../domain/identity-rules.ts';
import { GivenIdentifier, Merge, Sighting } from './bodies.ts';
import { addIdentifier, mergeCustomers, unmergeCustomers, type Asking } from './recognise.ts';
import { noteContactPersons } from './note-contact-persons.ts';
import { Catalogues } from './catalogues.ts';
import { IdentityRulesKeeper } from './identity-rules-keeper.ts';
import { ATTRIBUTES } from './privacy-catalogues.ts';
import { keepTold } from './told-attributes.ts';
import { REGION } from './region.ts';
import { resolve, type Resolved, type Seen } from './resolve.ts';

/** Who is who: identifiers lead to customers, and two records of one party become one customer. */
@Controller('v1')
@Allow('specialist', 'supervisor', 'manager', 'service')
export class IdentityController {
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
    sights: Sights,
  ) {
    this.#sights = sights;
    this.#catalogues = catalogues;
    this.#messaging = messaging;
    this.#region = region;
    this.#rules = rules;
  }

  // Who asks it tells of anybody's customers, and may not be a person who sees only some.
  @Post('resolve')
  @Allow('manager', 'service')
  @HttpCode(200)
  @Returns('The customers who show these identifiers, registered where there is none yet; up to 500 at a time')
  async resolve(@Items(Sighting) items: readonly Item<Sighting>[], @Ctx() request: FastifyRequest): Promise<unknown> {
    const rules = await this.#rules.current();
    const read = items.map((item, index) => this.#seen(item, index, request, rules));
    const rejected = read.flatMap(each => ('problem' in each ? [{ ...each, status: 'rejected' as const }] : []));
    const seen = read.flatMap(each => ('problem' in each ? [] : [each]));
    const registry = { messaging: this.#messaging, rules };
    const resolved = await resolve(registry, seen);
    await keepTold(this.#messaging, async () => (await this.#catalogues.inForce(ATTRIBUTES)).content, seen, resolved);
    await noteContactPersons(registry, this.#region, seen, resolved);
    const results: Resolved[] = [...rejected, ...resolved];
    return { results: results.sort((a, b) => a.index - b.index) };
  }

  @Post('customers/:id/identifiers')
  @HttpCode(200)
  @Returns('Adds an identifier; where another customer holds it verified, the two are merged')
  async addIdentifier(
    @Param('id') id: string,
    @Body(GivenIdentifier) body: GivenIdentifier,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const asking = commandContext(request, { subject: id });
    const { principal } = request;
    const check = async (customers: readonly string[]) => principal && this.#sights.check(principal, customers);
    const registry = { messaging: this.#messaging, rules: await this.#rules.current(), check };
    const identifier = identify(body, this.#region, registry.rules);
    const { customerId, accepted } = await addIdentifier(registry, id, identifier, asking);
    return answer(reply, customerId, accepted);
  }

  @Post('customers/:id/merges')
  @HttpCode(200)
  @Returns('Merges two customers; the one recorded first survives')
  async merge(
    @Param('id') id: string,
    @Body(Merge) { absorbedId, reason }: Merge,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const asking = commandContext(request, { subject: id });
    const { customerId, accepted } = await mergeCustomers(this.#messaging, [id, absorbedId], reason, asking);
    return answer(reply, customerId, accepted);
  }

  @Post('customers/:id/unmerges')
  @HttpCode(200)
  @Returns('Undoes a merge: both are as if it had never been')
  async unmerge(
    @Param('id') id: string,
    @Body(Merge) { absorbedId, reason }: Merge,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const asking = commandContext(request, { subject: id });
    return answer(reply, absorbedId, await unmergeCustomers(this.#messaging, id, absorbedId, reason, asking));
  }

  #seen(
    item: Item<Sighting>,
    index: number,
    request: FastifyRequest,
    rules: IdentityRules,
  ): Seen | { readonly index: number; readonly problem: ProblemDocument } {
    if (!item.ok) return { index, problem: item.problem };
    try {
      const { occurredAt, imported } = item.value;
      const context = commandContext(request, { subject: '', occurredAt, imported });
      // One request has one key and one version, but many customers.
      const asking: Asking = { ...context, key: undefined, expectedVersion: undefined };
      return { index, sighting: item.value, identifiers: this.#usable(item.value, rules), asking };
    } catch (error) {
      if (!(error instanceof DomainError) && !(error instanceof Problem)) throw error;
      return { index, problem: problemDocument(error.slug, error.message, error.errors) };
    }
  }

  /** What identifies somebody. Values that don't are left out as long as one does. */
  #usable({ identifiers }: Sighting, rules: IdentityRules): Identifier[] {
    const usable: Identifier[] = [];
    let refusal: DomainError | undefined;
    for (const given of identifiers) {
      try {
        usable.push(identify(given, this.#region, rules));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refusal ??= error;
      }
    }
    if (usable.length === 0 && refusal) throw refusal;
    return distinct(usable, rules.types);
  }
}

function answer(reply: FastifyReply, customerId: string, accepted: Accepted<Customer> | undefined): unknown {
  if (!accepted) return { customerId };
  return answered(reply, accepted, { customerId });
}
