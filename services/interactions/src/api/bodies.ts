import {
  CONTACT_STEPS,
  CONTACT_TYPES,
  Code,
  Count,
  HandOver,
  Instant,
  Money,
  OUTCOMES,
  Objection,
  SERVQUAL_DIMENSIONS,
  SURVEYS,
  Uuid,
} from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static, type TObject } from 'typebox';

/** What nobody declared is refused: it would end up in an event. */
const closed = { additionalProperties: false };

const Likert = Type.Integer({ minimum: 1, maximum: 7 });
const Text = Type.String({ minLength: 1, maxLength: 10_000, description: 'Personal: kept here, never in an event' });
const Amount = Type.Object(Money.properties, closed);
const Paid = Type.Object(
  { ...Money.properties, minor: Type.Integer({ minimum: 0, maximum: 9e15, description: 'Amount in minor units' }) },
  closed,
);

const Attachment = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    mediaType: Type.String({ pattern: '^[a-z]+/[a-z0-9.+-]{1,100}$' }),
    uri: Type.String({ pattern: '^https://[^\\s]{1,2000}$', description: 'Where it is kept; it is not copied' }),
  },
  closed,
);

export const InteractionBody = Type.Object(
  {
    customerId: Uuid,
    channel: Code,
    direction: Type.Enum(['inbound', 'outbound']),
    phase: Type.Enum(['preSale', 'inSale', 'afterSale']),
    type: Type.Enum(CONTACT_TYPES),
    function: Type.Optional(Code),
    contactStep: Type.Optional(Type.Enum(CONTACT_STEPS)),
    outcome: Type.Optional(Type.Enum(OUTCOMES)),
    agentId: Type.Optional(Code),
    team: Type.Optional(Code),
    queuedAt: Type.Optional(Instant),
    startedAt: Type.Optional(Instant),
    firstAnswerAt: Type.Optional(Instant),
    endedAt: Type.Optional(Instant),
    waitedSeconds: Type.Optional({ ...Count, description: 'Where it is not said: from queuedAt to startedAt' }),
    handOvers: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'Where it is not said: as many as handedOver tells of' }),
    ),
    handedOver: Type.Optional(Type.Array(Type.Object(HandOver.properties, closed), { maxItems: 100 })),
    objections: Type.Optional(Type.Array(Type.Object(Objection.properties, closed), { maxItems: 20 })),
    attachments: Type.Optional(
      Type.Array(Attachment, { maxItems: 20, description: 'Personal: kept here, never in an event' }),
    ),
    notes: Type.Optional(
      Type.Array(
        Type.Object({ kind: Type.Enum(['fact', 'opinion', 'confirmedFact', 'impliedNeed']), text: Text }, closed),
        { maxItems: 50 },
      ),
    ),
    ...origin,
  },
  closed,
);
export type InteractionBody = Static<typeof InteractionBody>;

export const FeedbackBody = Type.Object(
  {
    customerId: Uuid,
    survey: Type.Enum(SURVEYS),
    score: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, description: 'CSAT 1–5, NPS 0–10, CES 1–7' })),
    answers: Type.Optional(
      Type.Array(
        Type.Object(
          { dimension: Type.Enum(SERVQUAL_DIMENSIONS), item: Code, expectation: Likert, perception: Likert },
          closed,
        ),
        { maxItems: 30, description: 'For servqual' },
      ),
    ),
    interactionId: Type.Optional(Uuid),
    channel: Type.Optional(Code),
    driverLevel: Type.Optional(Type.Enum(['core', 'support', 'technical', 'people', 'emotion'])),
    comment: Type.Optional(Text),
    ...origin,
  },
  closed,
);
export type FeedbackBody = Static<typeof FeedbackBody>;

export const PurchaseBody = Type.Object(
  {
    customerId: Uuid,
    channel: Code,
    amount: Paid,
    lines: Type.Optional(
      Type.Array(
        Type.Object({ product: Code, quantity: Type.Integer({ minimum: 0, maximum: 1e6 }), amount: Amount }, closed),
        { maxItems: 200, description: 'Where given, they add up to the amount' },
      ),
    ),
    ...origin,
  },
  closed,
);
export type PurchaseBody = Static<typeof PurchaseBody>;

export const InteractionsQuery = Type.Object({ customer: Uuid, ...paging }, closed);
export type InteractionsQuery = Static<typeof InteractionsQuery>;

/** The key of a page of interactions. */
export const InteractionKey = Type.Object({ occurredAt: Instant, interactionId: Uuid }, closed);

/** The answer to one recording: its id under `name`, and its number among the customer's events. */
export const recordedAs = (name: string): TObject => Type.Object({ [name]: Uuid, sequence: Type.Integer() });
