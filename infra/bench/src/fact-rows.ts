import type { RecordedEvent } from '@rapport/contracts';

type Row = Record<string, unknown>;

/** The row that a contact becomes in facts.interactions; nothing for other events. */
export const interactionRow = (event: RecordedEvent): Row[] =>
  event.type !== 'InteractionRecorded'
    ? []
    : [
        {
          interaction_id: event.data.interactionId,
          ...common(event),
          channel: event.data.channel,
          direction: event.data.direction,
          phase: event.data.phase,
          type: event.data.type,
          outcome: event.data.outcome,
          agent_id: event.data.agentId,
          waited_seconds: event.data.waitedSeconds,
          hand_overs: event.data.handOvers,
          flags: event.data.flags,
        },
      ];

/** The row that a survey becomes in facts.feedback; nothing for other events. */
export const feedbackRow = (event: RecordedEvent): Row[] =>
  event.type !== 'FeedbackGiven'
    ? []
    : [
        {
          feedback_id: event.data.feedbackId,
          ...common(event),
          survey: event.data.survey,
          score: event.data.score,
          dimensions: event.data.answers.map(answer => answer.dimension),
          items: event.data.answers.map(answer => answer.item),
          expectations: event.data.answers.map(answer => answer.expectation),
          perceptions: event.data.answers.map(answer => answer.perception),
          channel: event.data.channel,
        },
      ];

const common = ({ id, subject, occurredAt, recordedAt, imported }: RecordedEvent): Row => ({
  event_id: id,
  recorded_customer_id: subject,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  imported,
});
