import {
  Code,
  DemandAnswer,
  DRIVER_LEVELS,
  GapAnswer,
  ImportanceWeight,
  Money,
  Questionnaire,
  Rating,
  SURVEYS,
  Uuid,
  WalletAnswer,
} from '@rapport/contracts';
import { origin } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };

const Spend = Type.Object(
  { ...Money.properties, minor: Type.Integer({ minimum: 0, maximum: 9e15, description: 'In minor units' }) },
  closed,
);

/** What is answered, whichever way the answer comes in. */
export const answered = {
  score: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, description: 'CSAT 1–5, NPS 0–10, CES 1–7' })),
  answers: Type.Optional(
    Type.Array(Type.Object(GapAnswer.properties, closed), { maxItems: 30, description: 'For servqual' }),
  ),
  weights: Type.Optional(
    Type.Array(ImportanceWeight, { maxItems: 5, description: 'For servqual: 100 points shared by importance' }),
  ),
  ratings: Type.Optional(
    Type.Array(Type.Object(Rating.properties, closed), {
      maxItems: 40,
      description: 'For participation; with a score, of the levels it comes from',
    }),
  ),
  demands: Type.Optional(
    Type.Array(Type.Object(DemandAnswer.properties, closed), { maxItems: 20, description: 'For recovery' }),
  ),
  wallet: Type.Optional(Type.Object({ ...WalletAnswer.properties, spend: Type.Optional(Spend) }, closed)),
  comment: Type.Optional(
    Type.String({ minLength: 1, maxLength: 10_000, description: 'Personal: kept here, never in an event' }),
  ),
};

export const FeedbackBody = Type.Object(
  {
    customerId: Uuid,
    survey: Type.Enum(SURVEYS),
    ...answered,
    interactionId: Type.Optional(Uuid),
    channel: Type.Optional(Code),
    driverLevel: Type.Optional(Type.Enum(DRIVER_LEVELS)),
    questionnaire: Type.Optional(Type.Object(Questionnaire.properties, closed)),
    answeredBy: Type.Optional(Type.Enum(['customer', 'staff'], { description: 'Default: the customer' })),
    agentId: Type.Optional({ ...Code, description: 'Who of the staff answered' }),
    ...origin,
  },
  closed,
);
export type FeedbackBody = Static<typeof FeedbackBody>;

/** What the page of a link sends: who answers and what was asked is known from the link. */
export const LinkAnswer = Type.Object(answered, closed);
export type LinkAnswer = Static<typeof LinkAnswer>;
