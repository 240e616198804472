import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  Body,
  caughtUp,
  commandContext,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Problem,
  Query,
  Reply,
  Returns,
  sent,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { customerDocuments } from '../projections/customer-document.ts';
import { openSuggestions, suggestionOf, type Suggestion } from '../projections/duplicates.query.ts';
import {
  Acceptance,
  AcceptedAnswer,
  Dismissal,
  DismissedAnswer,
  DuplicatesQuery,
  SuggestionAnswer,
  SuggestionsPage,
} from './duplicates.bodies.ts';
import { dismissDuplicate, mergeCustomers } from './recognise.ts';

const cursor = cursorOf(Type.Object({ score: Type.Number(), suggestionId: Uuid }));

/** Customers who may be one. Nobody is merged by this: a person looks, and accepts or dismisses. */
@Controller('v1/duplicates')
@Allow('specialist', 'supervisor', 'manager')
export class DuplicatesController {
  readonly #messaging: Messaging;
  readonly #sights: Sights;

  constructor(@Inject(MESSAGING) messaging: Messaging, @Inject(Sights) sights: Sights) {
    this.#messaging = messaging;
    this.#sights = sights;
  }

  @Get()
  @Returns('Who may be one with whom, the likeliest first; not with customers whom others look after', SuggestionsPage)
  async list(
    @Query(DuplicatesQuery) { customer, limit, cursor: from }: DuplicatesQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<unknown>> {
    await caughtUp(this.#messaging, request);
    const { pool, identity } = this.#messaging;
    const asked = customer === undefined ? undefined : (await identity.of(customer)).current;
    const staff = await this.#sights.staffSeenBy(actor);
    const found = await openSuggestions(pool, asked, cursor.read(from), limit + 1, staff);
    const { items, next } = page(found, limit, ({ score, suggestionId }) => cursor.write({ score, suggestionId }));
    return { items: await this.#described(items), next };
  }

  @Get(':id')
  @Returns('One suggestion, also after it was decided on', SuggestionAnswer)
  async read(@Param('id') id: string, @Ctx() request: FastifyRequest): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const [described] = await this.#described([await this.#suggestion(id)]);
    return described;
  }

  @Post(':id/dismiss')
  @HttpCode(200)
  @Returns('The two are not one: they are not suggested again', DismissedAnswer)
  async dismiss(
    @Param('id') id: string,
    @Body(Dismissal) { reason }: Dismissal,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { current, recorded } = await this.#suggestion(id);
    if (current[0] === current[1]) throw new DomainError('customer-merged', 'The two are one customer.');
    const [customerId] = recorded;
    const asking = commandContext(request, { subject: customerId });
    const accepted = await dismissDuplicate(this.#messaging, recorded, reason, asking);
    if (accepted) sent(reply, accepted);
    return { suggestionId: id, customerId, ...(accepted && { sequence: accepted.sequence }) };
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Returns('The two are one: they are merged, the first recorded surviving', AcceptedAnswer)
  async accept(
    @Param('id') id: string,
    @Body(Acceptance) { reason = 'duplicateAccepted' }: Acceptance,
    @Ctx() request: FastifyRequest,
    @Reply() reply: FastifyReply,
  ): Promise<unknown> {
    const { recorded } = await this.#suggestion(id);
    const asking = commandContext(request, { subject: recorded[0] });
    const { customerId, accepted } = await mergeCustomers(this.#messaging, recorded, reason, asking);
    if (accepted) sent(reply, accepted);
    return { customerId, ...(accepted && { sequence: accepted.sequence }) };
  }

  async #suggestion(id: string): Promise<Suggestion> {
    const found = await suggestionOf(this.#messaging.pool, id);
    if (!found) throw new Problem('not-found', 'There is no such suggestion.');
    return found;
  }

  async #described(suggestions: readonly Suggestion[]): Promise<unknown[]> {
    const ids = [...new Set(suggestions.flatMap(({ current }) => current))];
    const documents = await customerDocuments(this.#messaging.pool, ids);
    return suggestions.map(({ recorded, current, ...suggestion }) => ({
      ...suggestion,
      customers: current.map((customerId, n) => {
        const document = documents.get(customerId);
        const { name = null, partyType = null, identifiers = [] } = document ?? {};
        return { customerId, recordedId: recorded[n], name, partyType, identifiers };
      }),
    }));
  }
}
