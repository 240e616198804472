import type { LoyaltyEvent, Recorded } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignored } from '@rapport/messaging';

type Entry = Recorded<Exclude<LoyaltyEvent, { type: 'MemberEnrolled' }>>;

interface Rows {
  readonly entries: Map<string, Record<string, unknown>>;
  readonly postings: Record<string, unknown>[];
}

/** Every entry with its postings: `app.entries` and `app.postings`. Asked by member, newest first. */
export const ledger = defineProjection({
  name: 'ledger',
  from: ['loyalty'],
  begin: (): Rows => ({ entries: new Map(), postings: [] }),
  on: {
    MemberEnrolled: ignored,
    PointsEarned: (event, rows: Rows) => {
      const { purchaseId, availableAt } = event.data;
      enter(rows, event, { kind: 'earned', purchase_id: purchaseId, available_at: availableAt });
    },
    PointsReleased: (event, rows) =>
      enter(rows, event, { kind: 'released', ...(event.data.settled && { settled: event.data.settled }) }),
    PointsRedeemed: (event, rows) => enter(rows, event, { kind: 'redeemed', reward: event.data.reward }),
    PointsReversed: (event, rows) => {
      const { purchaseId, refundId, owed } = event.data;
      enter(rows, event, { kind: 'reversed', purchase_id: purchaseId, refund_id: refundId, ...(owed > 0 && { owed }) });
    },
  },
  async commit({ entries, postings }, tx) {
    await bulkUpsert(tx, 'app.entries', [...entries.values()], { key: ['entry_id'], update: 'nothing' });
    await bulkUpsert(tx, 'app.postings', postings, { key: ['entry_id', 'line'], update: 'nothing' });
  },
  rebuild: { tables: { 'app.entries': 'customer_id', 'app.postings': 'entry_id' } },
});

interface Particulars {
  readonly kind: string;
  readonly reward?: string;
  readonly purchase_id?: string;
  readonly available_at?: string;
  readonly refund_id?: string;
  readonly owed?: number;
  readonly settled?: number;
}

function enter({ entries, postings }: Rows, event: Entry, particulars: Particulars): void {
  const { customerId, entryId, points } = event.data;
  entries.set(entryId, {
    entry_id: entryId,
    customer_id: customerId,
    points,
    reward: null,
    purchase_id: null,
    available_at: null,
    refund_id: null,
    owed: null,
    settled: null,
    ...particulars,
    occurred_at: event.occurredAt,
    recorded_at: event.recordedAt,
    event_id: event.id,
    sequence: event.sequence,
  });
  event.data.postings.forEach((posting, line) => postings.push({ entry_id: entryId, line, ...posting }));
}
