import Type from 'typebox';
import { DEMANDS } from './complaints.events.ts';
import { event } from './event.ts';
import { MESSAGE_CHANNELS } from './messages.ts';
import {
  DRIVER_LEVELS,
  ImportanceWeight,
  LANGUAGES,
  Likert,
  Questionnaire,
  SERVQUAL_DIMENSIONS,
  SURVEYS,
} from './surveys.ts';
import { Code, Instant, Money, oneOf, Uuid } from './values.ts';

const driverLevel = Type.Optional(oneOf(DRIVER_LEVELS));

/** What was expected and what was perceived. */
export const GapAnswer = Type.Object({
  dimension: oneOf(SERVQUAL_DIMENSIONS),
  item: Code,
  expectation: Likert,
  perception: Likert,
  driverLevel,
});
export const Rating = Type.Object({
  item: Code,
  construct: Type.Optional({ ...Code, description: 'What the item measures together with others' }),
  driverLevel,
  value: Likert,
});
export const DemandAnswer = Type.Object({ item: Code, demand: oneOf(DEMANDS), met: Type.Boolean() });
export const WalletAnswer = Type.Object({
  spend: Type.Optional({ ...Money, description: 'In the category, with all suppliers, in a year' }),
  brands: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'How many suppliers are used' })),
  rank: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Ours among them, 1 the first' })),
});
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const interactionId = '0190a3c5-0000-7000-8000-000000000001';

export const feedbackEvents = {
  FeedbackGiven: event(
    'interactions',
    'FeedbackGiven',
    'A survey was answered, by the customer or, about the customer, by staff. SERVQUAL answers carry what was expected and what was perceived.',
    Type.Object({
      feedbackId: Uuid,
      customerId: Uuid,
      survey: oneOf(SURVEYS),
      score: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, description: 'CSAT 1–5, NPS 0–10, CES 1–7' })),
      answers: Type.Array(GapAnswer, { maxItems: 30 }),
      weights: Type.Optional(
        Type.Array(Type.Object(ImportanceWeight.properties), {
          maxItems: 5,
          description: 'servqual: 100 points shared by importance',
        }),
      ),
      weightsBy: Type.Optional(
        oneOf(
          ['customer', 'survey'],
          'Whose weights these are: the survey brings some for who gave none; absent: the customer',
        ),
      ),
      ratings: Type.Optional(Type.Array(Rating, { maxItems: 40 })),
      demands: Type.Optional(Type.Array(DemandAnswer, { maxItems: 20 })),
      wallet: Type.Optional(WalletAnswer),
      interactionId: Type.Optional(Uuid),
      channel: Type.Optional(Code),
      driverLevel,
      questionnaire: Type.Optional(Questionnaire),
      invitationId: Type.Optional(Uuid),
      answeredBy: Type.Optional(oneOf(['customer', 'staff'], 'Absent: the customer')),
      agentId: Type.Optional({ ...Code, description: 'Who of the staff answered' }),
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
  SurveyInvited: event(
    'interactions',
    'SurveyInvited',
    'The customer may answer a survey, by a link of its own that works once. Sampled by rule, or asked by somebody.',
    Type.Object({
      invitationId: Uuid,
      customerId: Uuid,
      survey: oneOf(SURVEYS),
      questionnaire: Questionnaire,
      askedAt: Instant,
      expiresAt: Instant,
      interactionId: Type.Optional(Uuid),
      channel: Type.Optional({ ...Code, description: 'Of the contact that it is about' }),
      valueClass: Type.Optional(Code),
      language: Type.Optional(oneOf(LANGUAGES)),
      sendBy: Type.Optional(oneOf(MESSAGE_CHANNELS, 'How its link is sent; absent: somebody gives it to the customer')),
      sampledBy: Type.Optional(
        Type.Object(
          {
            rules: Type.Integer({ minimum: 1, description: 'Version of the sampling rules' }),
            share: Type.Number({ minimum: 0, maximum: 1 }),
          },
          { description: 'Absent where somebody asked' },
        ),
      ),
    }),
    {
      invitationId: '0190a3c5-0000-7000-8000-000000000004',
      customerId,
      survey: 'csat',
      questionnaire: { code: 'csat', version: 1 },
      askedAt: '2026-03-02T10:00:00.000Z',
      expiresAt: '2026-03-16T10:00:00.000Z',
      interactionId,
      channel: 'phone',
      valueClass: 'other',
      sampledBy: { rules: 2, share: 0.2 },
    },
  ),
};
