import { analyticsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Record<string, unknown>;

/** facts.action_decisions: what a manager decided on what is proposed now; empty again once something else is proposed. */
export const actionDecisions = defineProjection({
  name: 'action-decisions',
  from: ['analytics'] as const,
  begin: (): Map<string, Row> => new Map(),
  on: {
    ...ignoring(analyticsEvents),
    NextBestActionProposed: ({ data: { customerId } }, rows: Map<string, Row>) =>
      void rows.set(customerId, {
        customer_id: customerId,
        decided: null,
        reason: null,
        decided_by: null,
        decided_at: null,
      }),
    NextBestActionDecided: ({ data: { customerId, action, reason, decidedBy }, occurredAt }, rows: Map<string, Row>) =>
      void rows.set(customerId, {
        customer_id: customerId,
        decided: action,
        reason,
        decided_by: decidedBy,
        decided_at: occurredAt,
      }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.action_decisions', [...rows.values()], { key: ['customer_id'] })),
  rebuild: { tables: { 'facts.action_decisions': 'customer_id' } },
});
