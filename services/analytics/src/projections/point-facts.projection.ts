import type { LoyaltyEvent, Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored } from '@rapport/messaging';

type Entry = Recorded<Exclude<LoyaltyEvent, { type: 'MemberEnrolled' }>>;

/** facts.points: one row an entry of the ledger, with what it did to the two balances of the member. */
export const pointFacts = defineProjection({
  name: 'point-facts',
  from: ['loyalty'] as const,
  begin: (): Record<string, unknown>[] => [],
  on: {
    MemberEnrolled: ignored,
    PointsEarned: (event, rows: Record<string, unknown>[]) =>
      void rows.push({
        ...entry(event, 'earned', event.data.points, 0),
        available_at: event.data.availableAt,
        purchase_id: event.data.purchaseId,
      }),
    PointsReleased: (event, rows: Record<string, unknown>[]) => {
      const { points, settled = 0 } = event.data;
      rows.push(entry(event, 'released', -points, points - settled, -settled));
    },
    PointsReversed: (event, rows: Record<string, unknown>[]) => {
      const { fromPending, fromAvailable, owed, purchaseId } = event.data;
      rows.push({ ...entry(event, 'reversed', -fromPending, -fromAvailable, owed), purchase_id: purchaseId });
    },
    PointsRedeemed: (event, rows: Record<string, unknown>[]) =>
      void rows.push({ ...entry(event, 'redeemed', 0, -event.data.points), reward: event.data.reward }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.points', rows, {
      key: ['recorded_customer_id', 'occurred_at', 'event_id'],
      update: 'nothing',
    })),
  rebuild: { tables: { 'facts.points': 'recorded_customer_id' } },
});

const entry = (
  { id, data, occurredAt, recordedAt, imported }: Entry,
  kind: string,
  pending: number,
  available: number,
  owed = 0,
) => ({
  event_id: id,
  entry_id: data.entryId,
  recorded_customer_id: data.customerId,
  occurred_at: occurredAt,
  recorded_at: recordedAt,
  entry: kind,
  points: data.points,
  pending_change: pending,
  available_change: available,
  owed_change: owed,
  available_at: null,
  purchase_id: null,
  reward: null,
  imported,
});
