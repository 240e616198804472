import type { Messaging } from '@rapport/messaging';
import { compile, handleBatch, problemDocument, type BatchResult, type Check, type Item } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { Static, TObject } from 'typebox';
import { InteractionBody, PurchaseBody } from '../api/bodies.ts';
import type { Channels } from '../api/channel-catalogue.ts';
import { makePurchase, recordInteraction } from '../api/commands.ts';
import { DeliveryBody, OrderBody, RefundItem } from '../api/commerce-bodies.ts';
import { makeDelivery, placeOrder, refundPurchase } from '../api/commerce-commands.ts';
import { FeedbackBody } from '../api/feedback-body.ts';
import { giveFeedback } from '../api/give-feedback.ts';
import type { Surveys } from '../api/survey-catalogue.ts';
import { delivery } from '../domain/delivery.ts';
import { feedback } from '../domain/feedback.ts';
import { interaction } from '../domain/interaction.ts';
import { order } from '../domain/order.ts';
import { purchase } from '../domain/purchase.ts';
import type { RecordedKind } from './reading.ts';

/** What recording needs besides the bodies. */
export interface Recording {
  readonly messaging: Messaging;
  readonly channels: Channels;
  readonly surveys: Surveys;
  readonly request: FastifyRequest;
}

interface Recorder {
  /** The fields of a body. */
  readonly fields: ReadonlySet<string>;
  /** What is wrong with a body, by the rules of the route of its kind. */
  errors(body: unknown): ReturnType<Check<TObject>['errors']>;
  /** Records up to 500 bodies, and answers for each in its place. */
  record(bodies: readonly unknown[], recording: Recording): Promise<BatchResult>;
}

function recorder<T extends TObject>(
  schema: T,
  batch: (items: readonly Item<Static<T>>[], recording: Recording) => Promise<BatchResult>,
): Recorder {
  const check = compile(schema);
  const item = (body: unknown): Item<Static<T>> =>
    check.accepts(body)
      ? { ok: true, value: body }
      : { ok: false, problem: problemDocument('form', 'It is not as it should be.', check.errors(body)) };
  return {
    fields: new Set(Object.keys(schema.properties)),
    errors: body => (check.accepts(body) ? [] : check.errors(body)),
    record: (bodies, recording) => batch(bodies.map(item), recording),
  };
}

/**
 * What messages may become, by the rules and the routes that people use. In this order: what is paid for may be given back
 * in the same request.
 */
export const recorders = {
  interaction: recorder(InteractionBody, (items, { messaging, channels, request }) =>
    handleBatch(messaging, interaction, items, body => recordInteraction(request, channels, body)),
  ),
  order: recorder(OrderBody, (items, { messaging, request }) =>
    handleBatch(messaging, order, items, body => placeOrder(request, body)),
  ),
  delivery: recorder(DeliveryBody, (items, { messaging, request }) =>
    handleBatch(messaging, delivery, items, body => makeDelivery(request, body)),
  ),
  purchase: recorder(PurchaseBody, (items, { messaging, request }) =>
    handleBatch(messaging, purchase, items, body => makePurchase(request, body)),
  ),
  refund: recorder(RefundItem, (items, { messaging, request }) =>
    handleBatch(messaging, purchase, items, body => refundPurchase(request, body)),
  ),
  feedback: recorder(FeedbackBody, (items, { messaging, surveys, request }) =>
    handleBatch(messaging, feedback, items, body => giveFeedback(request, surveys, body)),
  ),
} satisfies Readonly<Record<RecordedKind, Recorder>>;

export const KINDS = ['interaction', 'order', 'delivery', 'purchase', 'refund', 'feedback'] as const;
