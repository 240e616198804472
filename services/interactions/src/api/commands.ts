import { DomainError } from '@rapport/decider';
import type { Command } from '@rapport/messaging';
import { commandContext, instant, itemId, malformed, sourceId } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { RecordInteraction } from '../domain/interaction.ts';
import type { MakePurchase } from '../domain/purchase.ts';
import type { InteractionBody, PurchaseBody } from './bodies.ts';
import type { Channels } from './channel-catalogue.ts';

export function recordInteraction(
  request: FastifyRequest,
  channels: Channels,
  body: InteractionBody,
): Command<RecordInteraction> {
  const {
    occurredAt,
    source,
    sourceId,
    imported,
    notes = [],
    attachments = [],
    handedOver,
    about: _name,
    ...said
  } = body;
  const id = itemId({ source, sourceId });
  const facts = {
    interactionId: id,
    ...said,
    ...timesOf(said),
    ...(handedOver && { handedOver: handedOver.map(handOverOf) }),
    ...episodeOf(body),
  };
  return {
    id,
    command: { type: 'RecordInteraction', facts, notes, attachments, channelIs: channels.of({ ...said, occurredAt }) },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

/** What the sender calls the matter by its own name has an id made of it: the same whichever contact comes first. */
function episodeOf({ episodeId, about, source = '' }: InteractionBody): { readonly episodeId?: string } {
  if (about === undefined) return episodeId === undefined ? {} : { episodeId };
  if (episodeId === undefined) return { episodeId: sourceId(`${source} about`, about) };
  const pointer = '/about';
  throw malformed('body', [{ pointer, message: 'must not be there beside episodeId: both say what it is about' }]);
}

const TIMES = ['queuedAt', 'startedAt', 'firstAnswerAt', 'endedAt', 'agreedFrom', 'agreedUntil'] as const;
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

export function makePurchase(request: FastifyRequest, body: PurchaseBody): Command<MakePurchase> {
  const { occurredAt, source, sourceId, imported, lines = [], cost, margin, ...said } = body;
  const id = itemId({ source, sourceId });
  return {
    id,
    command: { type: 'MakePurchase', facts: { purchaseId: id, ...said, lines, ...costOf(said.amount, cost, margin) } },
    context: commandContext(request, { subject: said.customerId, occurredAt, imported }),
  };
}

type Amount = PurchaseBody['amount'];

const MOST = 9e15;

/** Cost and margin say the same, so one of them is kept. */
function costOf(amount: Amount, cost?: Amount, margin?: Amount): { readonly cost?: Amount } {
  if (cost !== undefined && margin !== undefined) {
    throw malformed('body', [{ pointer: '/margin', message: 'must not be there beside cost: it follows from it' }]);
  }
  if (margin === undefined) return cost === undefined ? {} : { cost };
  if (margin.currency !== amount.currency) {
    throw new DomainError('currency-mixed', `The amount is in ${amount.currency}, the margin in ${margin.currency}.`);
  }
  const minor = amount.minor - margin.minor;
  if (minor > MOST) throw malformed('body', [{ pointer: '/margin', message: 'leaves a cost beyond what can be kept' }]);
  return { cost: { minor, currency: amount.currency } };
}
