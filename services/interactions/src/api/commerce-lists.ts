import type { Messaging } from '@rapport/messaging';
import { caughtUp, cursorOf, page, type Page } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { CommerceKind } from '../projections/commerce.projection.ts';
import { listCommerce } from '../projections/commerce.query.ts';
import { CommercePlace, type CommerceQuery } from './commerce-bodies.ts';

const cursor = cursorOf(CommercePlace);

/** A page of one kind of things of a customer, under all its ids, newest first. */
export async function pageOf(
  messaging: Messaging,
  request: FastifyRequest,
  kind: CommerceKind,
  { customer, limit, cursor: from }: CommerceQuery,
): Promise<Page<object>> {
  const after = cursor.read(from);
  await caughtUp(messaging, request);
  const { recorded } = await messaging.identity.of(customer);
  const rows = await listCommerce(messaging.pool, kind, recorded, after, limit + 1);
  const { items, next } = page(rows, limit, ({ occurredAt, id }) => cursor.write({ occurredAt, id }));
  return { items: items.map(({ facts, occurredAt, recordedAt }) => ({ ...facts, occurredAt, recordedAt })), next };
}
