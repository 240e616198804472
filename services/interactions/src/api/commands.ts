import type { Command } from '@rapport/messaging';
import { commandContext, instant, itemId } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { GiveFeedback } from '../domain/feedback.ts';
import type { RecordInteraction } from '../domain/interaction.ts';
import type { MakePurchase } from '../domain/purchase.ts';
import type { FeedbackBody, InteractionBody, PurchaseBody } from './bodies.ts';
import type { Channels } from './channel-catalogue.ts';

export function recordInteraction(
  request: FastifyRequest,
  channels: Channels,
  body: InteractionBody,
): Command<RecordInteraction> {
  const { occurredAt, source, sourceId, imported, notes = [], attachments = [], handedOver, ...said } = body;
  const id = itemId({ source, sourceId });
  const facts = {
    interactionId: id,
    ...said,
    ...timesOf(said),
    ...(handedOver && { handedOver: handedOver.map(handOverOf) }),
  };
  return {
    id,
    command: { type: 'RecordInteraction', facts, notes, attachments, channelIs: channels.of(said) },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

const TIMES = ['queuedAt', 'startedAt', 'firstAnswerAt', 'endedAt'] as const;
type Times = Partial<Record<(typeof TIMES)[number], string>>;

/** The times that were told, in UTC. */
function timesOf(said: Times): Times {
  return Object.fromEntries(
    TIMES.flatMap(name => {
      const text = said[name];
      return text === undefined ? [] : [[name, instant(text, `/${name}`)]];
    }),
  );
}

type HandOver = NonNullable<InteractionBody['handedOver']>[number];

const handOverOf = (handOver: HandOver, i: number): HandOver => ({
  ...handOver,
  ...(handOver.at !== undefined && { at: instant(handOver.at, `/handedOver/${i}/at`) }),
});

export function giveFeedback(request: FastifyRequest, body: FeedbackBody): Command<GiveFeedback> {
  const { occurredAt, source, sourceId, imported, answers = [], comment, ...said } = body;
  const id = itemId({ source, sourceId });
  return {
    id,
    command: { type: 'GiveFeedback', facts: { feedbackId: id, ...said, answers }, comment },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

export function makePurchase(request: FastifyRequest, body: PurchaseBody): Command<MakePurchase> {
  const { occurredAt, source, sourceId, imported, lines = [], ...said } = body;
  const id = itemId({ source, sourceId });
  return {
    id,
    command: { type: 'MakePurchase', facts: { purchaseId: id, ...said, lines } },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}
