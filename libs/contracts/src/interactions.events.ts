import Type from 'typebox';
import { event, type EventsOf } from './event.ts';
import { Code, Count, Instant, Money, oneOf, Uuid } from './values.ts';

export const CONTACT_TYPES = [
  'advice',
  'order',
  'support',
  'complaint',
  'relationship',
  'suggestion',
  'compliment',
  'return',
  'repair',
  'billing',
  'lead',
  'enquiry',
  'payment',
] as const;
export const OUTCOMES = ['solved', 'promised', 'handedOver', 'abandoned', 'noAnswer', 'wrongParty'] as const;
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
export const SURVEYS = ['csat', 'nps', 'ces', 'servqual'] as const;
export const SERVQUAL_DIMENSIONS = ['reliability', 'responsiveness', 'assurance', 'empathy', 'tangibles'] as const;

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
const Likert = Type.Integer({ minimum: 1, maximum: 7 });
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
  FeedbackGiven: event(
    'interactions',
    'FeedbackGiven',
    'The customer answered a survey. SERVQUAL answers carry what was expected and what was perceived.',
    Type.Object({
      feedbackId: Uuid,
      customerId: Uuid,
      survey: oneOf(SURVEYS),
      score: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, description: 'CSAT 1–5, NPS 0–10, CES 1–7' })),
      answers: Type.Array(
        Type.Object({ dimension: oneOf(SERVQUAL_DIMENSIONS), item: Code, expectation: Likert, perception: Likert }),
        { maxItems: 30 },
      ),
      interactionId: Type.Optional(Uuid),
      channel: Type.Optional(Code),
      driverLevel: Type.Optional(oneOf(['core', 'support', 'technical', 'people', 'emotion'])),
    }),
    {
      feedbackId: '0190a3c5-0000-7000-8000-000000000002',
      customerId,
      survey: 'servqual',
      answers: [{ dimension: 'responsiveness', item: 'prompt', expectation: 6, perception: 3 }],
      interactionId,
      channel: 'phone',
    },
  ),
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
    }),
    {
      purchaseId: '0190a3c5-0000-7000-8000-000000000003',
      customerId,
      channel: 'web',
      amount: { minor: 2933, currency: 'USD' },
      lines: [{ product: 'cd', quantity: 2, amount: { minor: 2933, currency: 'USD' } }],
    },
  ),
};

export type InteractionsEvent = EventsOf<typeof interactionsEvents>;
