import { type EventMeta, type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { asDue } from './due-marks.ts';
import { markDue } from './satisfaction-due.ts';

interface Fold {
  readonly feedback: Row[];
  readonly invited: Row[];
}

/** facts.feedback: one row an answered survey, lists of answers as parallel arrays; facts.survey_invitations: who was asked. */
export const feedbackFacts = defineProjection({
  name: 'feedback-facts',
  from: ['interactions'] as const,
  begin: (): Fold => ({ feedback: [], invited: [] }),
  on: {
    ...ignoring(interactionsEvents),
    FeedbackGiven: (event, { feedback }: Fold) => void feedback.push(answered(event)),
    SurveyInvited: ({ id, data, recordedAt, imported }, { invited }: Fold) =>
      void invited.push({
        invitation_id: data.invitationId,
        event_id: id,
        recorded_customer_id: data.customerId,
        asked_at: data.askedAt,
        recorded_at: recordedAt,
        expires_at: data.expiresAt,
        survey: data.survey,
        questionnaire: data.questionnaire.code,
        questionnaire_version: data.questionnaire.version,
        interaction_id: data.interactionId,
        channel: data.channel,
        value_class: data.valueClass,
        sampled: data.sampledBy !== undefined,
        share: data.sampledBy?.share,
        imported,
      }),
  },
  commit: async ({ feedback, invited }, tx) => {
    await bulkUpsert(tx, 'facts.feedback', feedback, {
      key: ['recorded_customer_id', 'occurred_at', 'feedback_id'],
      update: 'nothing',
    });
    await bulkUpsert(tx, 'facts.survey_invitations', invited, {
      key: ['recorded_customer_id', 'asked_at', 'invitation_id'],
      update: 'nothing',
    });
  },
  rebuild: {
    tables: { 'facts.feedback': 'recorded_customer_id', 'facts.survey_invitations': 'recorded_customer_id' },
    changed: (customers, tx) => markDue(tx, asDue(customers)),
  },
});

type Row = Record<string, unknown>;
type Given = EventOfType<'FeedbackGiven'> & EventMeta;

const answered = ({ id, data, occurredAt, recordedAt, imported }: Given): Row => ({
  feedback_id: data.feedbackId,
  event_id: id,
  recorded_customer_id: data.customerId,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  survey: data.survey,
  score: data.score,
  dimensions: data.answers.map(answer => answer.dimension),
  items: data.answers.map(answer => answer.item),
  expectations: data.answers.map(answer => answer.expectation),
  perceptions: data.answers.map(answer => answer.perception),
  interaction_id: data.interactionId,
  channel: data.channel,
  driver_level: data.driverLevel,
  imported,
  questionnaire: data.questionnaire?.code,
  questionnaire_version: data.questionnaire?.version,
  invitation_id: data.invitationId,
  answered_by: data.answeredBy ?? 'customer',
  agent_id: data.agentId,
  weight_dimensions: data.weights?.map(({ dimension }) => dimension),
  weight_points: data.weights?.map(({ points }) => points),
  weights_by: data.weightsBy ?? 'customer',
  rating_items: data.ratings?.map(({ item }) => item),
  rating_constructs: data.ratings?.map(({ construct = null }) => construct),
  rating_levels: data.ratings?.map(rating => rating.driverLevel ?? null),
  ratings: data.ratings?.map(({ value }) => value),
  demand_items: data.demands?.map(({ item }) => item),
  demands: data.demands?.map(({ demand }) => demand),
  demands_met: data.demands?.map(({ met }) => met),
  wallet_minor: data.wallet?.spend?.minor,
  wallet_currency: data.wallet?.spend?.currency,
  wallet_brands: data.wallet?.brands,
  wallet_rank: data.wallet?.rank,
});
