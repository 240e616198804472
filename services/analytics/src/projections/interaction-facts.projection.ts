import { interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { asDue } from './due-marks.ts';
import { markDue } from './satisfaction-due.ts';

/** facts.interactions: one row a contact. */
export const interactionFacts = defineProjection({
  name: 'interaction-facts',
  from: ['interactions'] as const,
  begin: (): Record<string, unknown>[] => [],
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded: ({ id, data, occurredAt, recordedAt, imported }, rows: Record<string, unknown>[]) =>
      void rows.push({
        interaction_id: data.interactionId,
        event_id: id,
        recorded_customer_id: data.customerId,
        occurred_at: occurredAt,
        recorded_at: recordedAt,
        channel: data.channel,
        direction: data.direction,
        phase: data.phase,
        type: data.type,
        contact_function: data.function,
        outcome: data.outcome,
        agent_id: data.agentId,
        team: data.team,
        started_at: data.startedAt,
        ended_at: data.endedAt,
        waited_seconds: data.waitedSeconds,
        hand_overs: data.handOvers,
        cost_minor: data.cost?.minor,
        cost_currency: data.cost?.currency,
        flags: data.flags,
        imported,
      }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.interactions', rows, {
      key: ['recorded_customer_id', 'occurred_at', 'interaction_id'],
      update: 'nothing',
    })),
  rebuild: {
    tables: { 'facts.interactions': 'recorded_customer_id' },
    changed: (customers, tx) => markDue(tx, asDue(customers)),
  },
});
