import { bulkUpsert, defineProjection, ignored } from '@rapport/messaging';
import { markDue } from './satisfaction-due.ts';

/** facts.feedback: one row an answered survey, the answers of SERVQUAL as parallel arrays. */
export const feedbackFacts = defineProjection({
  name: 'feedback-facts',
  from: ['interactions'] as const,
  begin: (): Record<string, unknown>[] => [],
  on: {
    FeedbackGiven: ({ id, data, occurredAt, recordedAt, imported }, rows: Record<string, unknown>[]) =>
      void rows.push({
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
      }),
    InteractionRecorded: ignored,
    PurchaseMade: ignored,
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.feedback', rows, {
      key: ['recorded_customer_id', 'occurred_at', 'feedback_id'],
      update: 'nothing',
    })),
  rebuild: { tables: { 'facts.feedback': 'recorded_customer_id' }, changed: (customers, tx) => markDue(tx, customers) },
});
