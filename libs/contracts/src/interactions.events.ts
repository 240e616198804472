import Type from 'typebox';
import { CONTACT_TYPES, OUTCOMES } from './contact-types.ts';
import { event, type EventsOf } from './event.ts';
import { feedbackEvents } from './interactions.feedback.events.ts';
import { commerceEvents } from './interactions.commerce.events.ts';
import { deliveryEvents } from './interactions.delivery.events.ts';
import { episodeEvents } from './interactions.episode.events.ts';
import { knowledgeEvents } from './interactions.knowledge.events.ts';
import { conductEvents } from './interactions.conduct.events.ts';
import { calendarEvents } from './interactions.calendar.events.ts';
import { standardEvents } from './interactions.standard.events.ts';
import { queueEvents } from './interactions.queue.events.ts';
import { workEvents } from './interactions.work.events.ts';
import { Code, Count, Instant, Money, oneOf, Uuid } from './values.ts';

export const CONTACT_STEPS = ['prepare', 'contact', 'understand', 'demonstrate', 'decide', 'consolidate'] as const;
export const OBJECTION_CLASSES = ['insincere', 'sincere', 'deep'] as const;
export const OBJECTION_HANDLINGS = [
  'restate',
  'addReasons',
  'setAside',
  'avoid',
  'useEvidence',
  'agreeThenTurn',
] as const;

export const HandOver = Type.Object({
  from: Code,
  to: Code,
  reason: Code,
  at: Type.Optional(Instant),
});
export const Objection = Type.Object({
  class: oneOf(OBJECTION_CLASSES),
  handling: Type.Optional(oneOf(OBJECTION_HANDLINGS)),
  settled: Type.Optional(Type.Boolean({ description: 'Whether the customer said that it is met' })),
});
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const interactionId = '0190a3c5-0000-7000-8000-000000000001';

export const interactionsEvents = {
  InteractionRecorded: event(
    'interactions',
    'InteractionRecorded',
    'A contact with the customer took place, through whatever channel.',
    Type.Object({
      interactionId: Uuid,
      customerId: Uuid,
      channel: Code,
      direction: oneOf(['inbound', 'outbound']),
      phase: oneOf(['preSale', 'inSale', 'afterSale']),
      type: oneOf(CONTACT_TYPES),
      function: Type.Optional(Code),
      contactStep: Type.Optional(oneOf(CONTACT_STEPS, 'How far it came')),
      outcome: Type.Optional(oneOf(OUTCOMES)),
      agentId: Type.Optional(Code),
      team: Type.Optional(Code),
      queuedAt: Type.Optional(Instant),
      startedAt: Type.Optional(Instant),
      firstAnswerAt: Type.Optional(Instant),
      endedAt: Type.Optional(Instant),
      waitedSeconds: Type.Optional(Count),
      handOvers: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
      handedOver: Type.Optional(
        Type.Array(HandOver, { maxItems: 100, description: 'Each hand-over in order, where it is known' }),
      ),
      objections: Type.Optional(Type.Array(Objection, { maxItems: 20 })),
      episodeId: Type.Optional(
        Type.String({ ...Uuid, description: 'What it is about, where that was said: an episode of the same matter' }),
      ),
      answers: Type.Optional(Type.String({ ...Uuid, description: 'The contact that it answers, where that was said' })),
      valueClass: Type.Optional({ ...Code, description: 'What the sender ranked the customer as' }),
      agreedFrom: Type.Optional(Type.String({ ...Instant, description: 'The window agreed for a visit begins' })),
      agreedUntil: Type.Optional(Type.String({ ...Instant, description: 'The window agreed for a visit ends' })),
      cost: Type.Optional(
        Type.Object(Money.properties, { description: 'Of a contact on this channel, by the catalogue in force' }),
      ),
      flags: Type.Array(Code, { maxItems: 10, description: 'Such as channelLacksFunction, unknownChannel' }),
    }),
    {
      interactionId,
      customerId,
      channel: 'phone',
      direction: 'inbound',
      phase: 'afterSale',
      type: 'support',
      outcome: 'solved',
      agentId: 'agent-7',
      waitedSeconds: 18,
      flags: [],
    },
  ),
  ...feedbackEvents,
  PurchaseMade: event(
    'interactions',
    'PurchaseMade',
    'The customer bought something. The amount is the sum paid, the lines what it was for.',
    Type.Object({
      purchaseId: Uuid,
      customerId: Uuid,
      channel: Code,
      amount: Money,
      lines: Type.Array(
        Type.Object({ product: Code, quantity: Type.Integer({ minimum: 0, maximum: 1e6 }), amount: Money }),
        { maxItems: 200 },
      ),
      cost: Type.Optional(
        Type.Object(Money.properties, { description: 'What it cost us: the amount less the margin' }),
      ),
      orderId: Type.Optional(Uuid),
    }),
    {
      purchaseId: '0190a3c5-0000-7000-8000-000000000003',
      customerId,
      channel: 'web',
      amount: { minor: 2933, currency: 'USD' },
      lines: [{ product: 'cd', quantity: 2, amount: { minor: 2933, currency: 'USD' } }],
    },
  ),
  ...episodeEvents,
  ...commerceEvents,
  ...deliveryEvents,
  ...knowledgeEvents,
  ...workEvents,
  ...queueEvents,
  ...standardEvents,
  ...calendarEvents,
  ...conductEvents,
};

export type InteractionsEvent = EventsOf<typeof interactionsEvents>;
