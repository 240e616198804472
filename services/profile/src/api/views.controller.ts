import { Controller, Get, Inject } from '@nestjs/common';
import { Instant, Uuid } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import {
  Actor,
  Allow,
  caughtUp,
  Ctx,
  cursorOf,
  MESSAGING,
  page,
  Param,
  Query,
  Returns,
  Sights,
  type Page,
  type Principal,
} from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import Type from 'typebox';
import { customerDocuments, type CustomerDocument } from '../projections/customer-document.ts';
import { searchCustomers } from '../projections/customer-search.ts';
import { readTimeline, type TimelineItem } from '../projections/timeline.projection.ts';
import { adviceTo } from './advice.ts';
import { CustomersQuery, TimelineQuery } from './bodies.ts';
import { Catalogues } from './catalogues.ts';
import { REGION } from './region.ts';
import { customerUnerased } from './who.ts';

const timelineCursor = cursorOf(Type.Object({ occurredAt: Instant, eventId: Uuid }));
const customersCursor = cursorOf(Type.Object({ seenAt: Instant, customerId: Uuid }));

/** What is known of customers from all services. An id that was merged into another is answered by that one. */
@Controller('v1/customers')
@Allow('specialist', 'supervisor', 'manager', 'service', 'privacyOfficer')
export class ViewsController {
  readonly #messaging: Messaging;
  readonly #region: CountryCode;
  readonly #catalogues: Catalogues;
  readonly #sights: Sights;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(REGION) region: CountryCode,
    @Inject(Catalogues) catalogues: Catalogues,
    @Inject(Sights) sights: Sights,
  ) {
    this.#sights = sights;
    this.#messaging = messaging;
    this.#region = region;
    this.#catalogues = catalogues;
  }

  @Get()
  @Returns('Customers by name, identifier or id, those last heard of first; not those whom others look after')
  async search(
    @Query(CustomersQuery) asked: CustomersQuery,
    @Actor() actor: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<unknown>> {
    await caughtUp(this.#messaging, request);
    const { query, limit, cursor } = asked;
    const phone = query === undefined ? undefined : parsePhoneNumberFromString(query, this.#region)?.number;
    const before = customersCursor.read(cursor);
    const staff = await this.#sights.staffSeenBy(actor);
    const found = await searchCustomers(this.#messaging.pool, { query, phone, before, staff, limit: limit + 1 });
    const { items, next } = page(found, limit, last => customersCursor.write(last));
    const documents = await customerDocuments(
      this.#messaging.pool,
      items.map(item => item.customerId),
    );
    return { items: items.flatMap(({ customerId }) => line(documents.get(customerId))), next };
  }

  @Get(':id/view')
  @Returns('The 360° view, with advice on serving this customer that is meant for whoever asks')
  async view(
    @Param('id') id: string,
    @Actor() { id: staffId }: Principal,
    @Ctx() request: FastifyRequest,
  ): Promise<unknown> {
    await caughtUp(this.#messaging, request);
    const { current } = await this.#messaging.identity.of(id);
    const document = (await customerDocuments(this.#messaging.pool, [current])).get(current);
    if (!document) {
      await customerUnerased(this.#messaging, id);
      throw new DomainError('customer-unknown', `Nothing is known of customer ${id} yet.`);
    }
    const advice = await adviceTo(staffId, document.style, this.#messaging, this.#catalogues);
    return { ...document, advice, ...asked(id, current) };
  }

  @Get(':id/timeline')
  @Returns('What happened with the customer, newest first')
  async timeline(
    @Param('id') id: string,
    @Query(TimelineQuery) { kind, limit, cursor }: TimelineQuery,
    @Ctx() request: FastifyRequest,
  ): Promise<Page<TimelineItem>> {
    await caughtUp(this.#messaging, request);
    const { current, recorded } = await this.#messaging.identity.of(id);
    const before = timelineCursor.read(cursor);
    const items = await readTimeline(this.#messaging.pool, { recorded, kind, before, limit: limit + 1 });
    if (items.length === 0 && !before && !kind)
      throw new DomainError('customer-unknown', `There is no customer ${id}.`);
    const cut = page(items, limit, ({ occurredAt, eventId }) => timelineCursor.write({ occurredAt, eventId }));
    return { ...asked(id, current), ...cut };
  }
}

/** Says so where the answer is about the customer that the one asked for was merged into. */
const asked = (id: string, current: string): object => (id === current ? {} : { askedFor: id, customerId: current });

function line(document: CustomerDocument | undefined): unknown[] {
  if (!document) return [];
  const { customerId, name, partyType, stage, identifiers, contacts, complaints } = document;
  const figures = { lastContactAt: contacts.lastAt, openComplaints: complaints.open.length };
  return [{ customerId, name, partyType, stage, identifiers, ...figures }];
}
