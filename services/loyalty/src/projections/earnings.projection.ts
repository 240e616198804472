import { interactionsEvents, loyaltyEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

/** As the rules want to know it: what was given back by it and by all up to it, of what had been paid, in minor units. */
interface Refunded {
  readonly refundId: string;
  readonly refundedAt: string;
  readonly minor: number;
  readonly refunded: number;
  readonly paid: number;
}

interface Row {
  readonly purchase_id: string;
  customer_id: string | null;
  points: number | null;
  purchased_at: string | null;
  refunds: readonly Refunded[];
}

/**
 * What each purchase earned and what was given back of it (table app.earnings), whichever is known first. Both write the
 * row of the purchase, so that of two transactions the second sees what the first has said.
 */
export const earnings = defineProjection({
  name: 'earnings',
  from: ['interactions', 'loyalty'],
  begin: () => new Map<string, Row>(),
  on: {
    ...ignoring(interactionsEvents),
    ...ignoring(loyaltyEvents),
    PointsEarned({ data: { purchaseId, customerId, points, purchasedAt } }, rows: Map<string, Row>) {
      Object.assign(rowOf(rows, purchaseId), { customer_id: customerId, points, purchased_at: purchasedAt });
    },
    PurchaseRefunded({ data: { purchaseId, refundId, amount, refunded, paid, whole }, occurredAt }, rows) {
      const row = rowOf(rows, purchaseId);
      // Events of before tell what was paid only where all of it was given back.
      const price = paid ?? (whole ? refunded : undefined);
      if (price === undefined) return;
      const refund = {
        refundId,
        refundedAt: occurredAt,
        minor: amount.minor,
        refunded: refunded.minor,
        paid: price.minor,
      };
      row.refunds = [...row.refunds, refund];
    },
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(
      tx,
      'app.earnings',
      [...rows.values()].map(row => ({ ...row })),
      {
        key: ['purchase_id'],
        update: {
          customer_id: 'coalesce(excluded.customer_id, t.customer_id)',
          points: 'coalesce(excluded.points, t.points)',
          purchased_at: 'coalesce(excluded.purchased_at, t.purchased_at)',
          refunds: 't.refunds || excluded.refunds',
        },
      },
    )),
  rebuild: { tables: { 'app.earnings': 'purchase_id' } },
});

function rowOf(rows: Map<string, Row>, purchaseId: string): Row {
  const row = rows.get(purchaseId) ?? {
    purchase_id: purchaseId,
    customer_id: null,
    points: null,
    purchased_at: null,
    refunds: [],
  };
  rows.set(purchaseId, row);
  return row;
}
