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
  Uuid,
} from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static, type TObject } from 'typebox';

/** What nobody declared is refused: it would end up in an event. */
export const closed = { additionalProperties: false };

export const Text = Type.String({
  minLength: 1,
  maxLength: 10_000,
  description: 'Personal: kept here, never in an event',
});
const Amount = Type.Object(Money.properties, closed);
export const Paid = Type.Object(
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
    episodeId: Type.Optional({ ...Uuid, description: 'An episode about the same matter' }),
    about: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          "The sender's own name of the matter, such as the number of a ticket: contacts of one source that say the same are about the same. Only an id made of it is kept",
      }),
    ),
    answers: Type.Optional({ ...Uuid, description: 'The contact that this one of ours answers' }),
    valueClass: Type.Optional({ ...Code, description: 'What you rank the customer as; service standards may differ' }),
    agreedFrom: Type.Optional({ ...Instant, description: 'Of a visit: when the agreed window begins' }),
    agreedUntil: Type.Optional({ ...Instant, description: 'Of a visit: when the agreed window ends' }),
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

export const Lines = Type.Array(
  Type.Object({ product: Code, quantity: Type.Integer({ minimum: 0, maximum: 1e6 }), amount: Amount }, closed),
  { maxItems: 200, description: 'Where given, they add up to the amount' },
);

export const PurchaseBody = Type.Object(
  {
    customerId: Uuid,
    channel: Code,
    amount: Paid,
    lines: Type.Optional(Lines),
    cost: Type.Optional({ ...Amount, description: 'What it cost us' }),
    margin: Type.Optional({ ...Amount, description: 'The amount less the cost, where that is not said' }),
    orderId: Type.Optional(Uuid),
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
