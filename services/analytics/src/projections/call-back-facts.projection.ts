import { complaintsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { change, keptRows, type KeptRows } from './kept-rows.ts';

/** facts.call_backs: one row a call-back after a closed complaint, kept up to date through its events. */
export const callBackFacts = defineProjection({
  name: 'call-back-facts',
  from: ['complaints'] as const,
  begin: (events, tx) => keptRows(tx, 'facts.call_backs', 'call_back_id', idsOf(events)),
  on: {
    ...ignoring(complaintsEvents),
    CallBackScheduled: ({ id, data, occurredAt, recordedAt, imported }, rows: KeptRows) =>
      void rows.set(data.callBackId, {
        call_back_id: data.callBackId,
        event_id: id,
        recorded_customer_id: data.customerId,
        occurred_at: occurredAt,
        recorded_at: recordedAt,
        complaint_id: data.complaintId,
        round: data.round,
        owner_id: data.ownerId ?? null,
        from_at: data.from,
        due_at: data.dueAt,
        attempts: 0,
        missed_at: null,
        done_at: null,
        channel: null,
        satisfied: null,
        score: null,
        cancelled_at: null,
        cancel_reason: null,
        imported,
      }),
    CallBackAttempted: ({ data }, rows: KeptRows) =>
      change(rows, data.callBackId, { attempts: Number(rows.get(data.callBackId)?.attempts) + 1 }),
    CallBackMissed: ({ data, occurredAt }, rows: KeptRows) => change(rows, data.callBackId, { missed_at: occurredAt }),
    CallBackDone: ({ data: { callBackId, channel, satisfied, score }, occurredAt }, rows: KeptRows) =>
      change(rows, callBackId, { done_at: occurredAt, channel, satisfied, score }),
    CallBackCancelled: ({ data, occurredAt }, rows: KeptRows) =>
      change(rows, data.callBackId, { cancelled_at: occurredAt, cancel_reason: data.reason }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.call_backs', [...rows.values()], { key: ['call_back_id'] })),
  rebuild: { tables: { 'facts.call_backs': 'recorded_customer_id' } },
});

const idsOf = (events: readonly RecordedEvent[]): string[] =>
  events.flatMap(({ type, data }) => ('callBackId' in data && type !== 'CallBackScheduled' ? data.callBackId : []));
