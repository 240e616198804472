import type { Command } from '@rapport/messaging';
import { commandContext, instant, isInCalendar, itemId, malformed } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { MakeDelivery } from '../domain/delivery.ts';
import type { ReviewGoal, SetGoal } from '../domain/goal.ts';
import type { CancelOrder, PlaceOrder } from '../domain/order.ts';
import type { RefundPurchase } from '../domain/purchase.ts';
import type { RecordRequirements } from '../domain/requirements.ts';
import type {
  CancelBody,
  DeliveryBody,
  GoalBody,
  OrderBody,
  RefundItem,
  RequirementsBody,
  ReviewBody,
} from './commerce-bodies.ts';

/** What follows belongs to the customer of its stream; this stands in until the stream says who that is, and for unknown ids. */
const OF_THE_STREAM = 'commerce:unknown';

export function recordRequirements(request: FastifyRequest, body: RequirementsBody): Command<RecordRequirements> {
  const { customerId, answers, ...from } = body;
  const id = itemId(from);
  return {
    id,
    command: { type: 'RecordRequirements', requirementsId: id, customerId, answers },
    context: commandContext(request, { subject: customerId, ...from }),
  };
}

export function placeOrder(request: FastifyRequest, body: OrderBody): Command<PlaceOrder> {
  const { occurredAt, source, sourceId, imported, lines = [], promisedAt, ...said } = body;
  const id = itemId({ source, sourceId });
  const promised = promisedAt === undefined ? {} : { promisedAt: ahead(promisedAt, '/promisedAt') };
  return {
    id,
    command: { type: 'PlaceOrder', facts: { orderId: id, ...said, lines, ...promised } },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

export function cancelOrder(request: FastifyRequest, id: string, body: CancelBody): Command<CancelOrder> {
  const { reason, byCustomer, occurredAt, imported } = body;
  return {
    id,
    command: { type: 'CancelOrder', reason, byCustomer },
    context: commandContext(request, { subject: OF_THE_STREAM, occurredAt, imported }),
  };
}

export function refundPurchase(request: FastifyRequest, body: RefundItem): Command<RefundPurchase> {
  const { purchaseId, amount, lines = [], reason, occurredAt, source, sourceId, imported } = body;
  const refundId = itemId({ source, sourceId });
  return {
    id: purchaseId,
    command: { type: 'RefundPurchase', refund: { refundId, amount, lines, reason } },
    context: commandContext(request, { subject: OF_THE_STREAM, occurredAt, imported }),
  };
}

/** A delivery took place when it arrived. */
export function makeDelivery(request: FastifyRequest, body: DeliveryBody): Command<MakeDelivery> {
  const { source, sourceId, imported, deliveredAt, dispatchedAt, dispatchDueAt, promisedAt, ...said } = body;
  const id = itemId({ source, sourceId });
  const { quantity = 1, complete = true, documentsRight = true, damaged = false, lost = 0, accident = false } = said;
  const facts = {
    ...said,
    ...{ deliveryId: id, quantity, complete, documentsRight, damaged, lost, accident },
    deliveredAt: instant(deliveredAt, '/deliveredAt'),
    ...(dispatchedAt !== undefined && { dispatchedAt: instant(dispatchedAt, '/dispatchedAt') }),
    ...(dispatchDueAt !== undefined && { dispatchDueAt: ahead(dispatchDueAt, '/dispatchDueAt') }),
    ...(promisedAt !== undefined && { promisedAt: ahead(promisedAt, '/promisedAt') }),
  };
  return {
    id,
    command: { type: 'MakeDelivery', facts },
    context: commandContext(request, { subject: said.customerId, occurredAt: deliveredAt, imported }),
  };
}

export function setGoal(request: FastifyRequest, body: GoalBody): Command<SetGoal> {
  const { occurredAt, source, sourceId, imported, ...said } = body;
  const id = itemId({ source, sourceId });
  return {
    id,
    command: { type: 'SetGoal', facts: { goalId: id, ...said } },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

export function reviewGoal(request: FastifyRequest, id: string, body: ReviewBody): Command<ReviewGoal> {
  const { remark, ...said } = body;
  const review = { ...said, reviewedOn: dayThatCame(said.reviewedOn) };
  return {
    id,
    command: { type: 'ReviewGoal', review, remark },
    context: commandContext(request, { subject: OF_THE_STREAM }),
  };
}

/** An instant that may lie ahead, such as one that was promised, in UTC. */
function ahead(text: string, pointer: string): string {
  if (isInCalendar(text)) return new Date(text).toISOString();
  throw malformed('body', [{ pointer, message: 'is not a time of our calendar since 1900' }]);
}

/** A day that has begun somewhere on earth. */
function dayThatCame(day: string): string {
  const at = `${day}T00:00:00+14:00`;
  if (isInCalendar(at) && Date.parse(at) <= Date.now()) return day;
  throw malformed('body', [{ pointer: '/reviewedOn', message: 'must be a day of our calendar that has come' }]);
}
