import { complaintsEvents, type RecordedEvent } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';
import { asDue } from './due-marks.ts';
import { change, keptRows, type KeptRows } from './kept-rows.ts';
import { markDue } from './satisfaction-due.ts';

/** facts.promises: one row a promise, kept up to date through its events. */
export const promiseFacts = defineProjection({
  name: 'promise-facts',
  from: ['complaints'] as const,
  begin: (events, tx) => keptRows(tx, 'facts.promises', 'promise_id', idsOf(events)),
  on: {
    ...ignoring(complaintsEvents),
    PromiseMade: ({ id, data, occurredAt, recordedAt, imported }, rows: KeptRows) =>
      void rows.set(data.promiseId, {
        promise_id: data.promiseId,
        event_id: id,
        recorded_customer_id: data.customerId,
        occurred_at: occurredAt,
        recorded_at: recordedAt,
        kind: data.kind,
        owner_id: data.ownerId,
        team: data.team ?? null,
        complaint_id: data.complaintId ?? null,
        interaction_id: data.interactionId ?? null,
        instead_of: data.instead ?? null,
        first_due_at: data.dueAt,
        due_at: data.dueAt,
        times_renegotiated: 0,
        broken_at: null,
        broken_event_id: null,
        kept_at: null,
        kept_event_id: null,
        released_at: null,
        release_reason: null,
        imported,
      }),
    PromiseRenegotiated: ({ data }, rows: KeptRows) =>
      change(rows, data.promiseId, {
        due_at: data.dueAt,
        times_renegotiated: Number(rows.get(data.promiseId)?.times_renegotiated) + 1,
      }),
    PromiseReassigned: ({ data }, rows: KeptRows) =>
      change(rows, data.promiseId, { owner_id: data.ownerId, team: data.team ?? null }),
    PromiseBroken: ({ id, data, occurredAt }, rows: KeptRows) =>
      change(rows, data.promiseId, { broken_at: occurredAt, broken_event_id: id }),
    PromiseKept: ({ id, data, occurredAt }, rows: KeptRows) =>
      change(rows, data.promiseId, { kept_at: occurredAt, kept_event_id: id }),
    PromiseReleased: ({ data, occurredAt }, rows: KeptRows) =>
      change(rows, data.promiseId, { released_at: occurredAt, release_reason: data.reason }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.promises', [...rows.values()], { key: ['promise_id'] })),
  rebuild: {
    tables: { 'facts.promises': 'recorded_customer_id' },
    changed: (customers, tx) => markDue(tx, asDue(customers)),
  },
});

const idsOf = (events: readonly RecordedEvent[]): string[] =>
  events.flatMap(({ type, data }) => ('promiseId' in data && type !== 'PromiseMade' ? data.promiseId : []));
