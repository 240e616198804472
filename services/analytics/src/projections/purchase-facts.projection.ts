import { interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

/** facts.purchases: one row a purchase, its lines as parallel arrays. */
export const purchaseFacts = defineProjection({
  name: 'purchase-facts',
  from: ['interactions'] as const,
  begin: (): Record<string, unknown>[] => [],
  on: {
    ...ignoring(interactionsEvents),
    PurchaseMade: ({ id, data, occurredAt, recordedAt, imported }, rows: Record<string, unknown>[]) =>
      void rows.push({
        purchase_id: data.purchaseId,
        event_id: id,
        recorded_customer_id: data.customerId,
        occurred_at: occurredAt,
        recorded_at: recordedAt,
        channel: data.channel,
        amount_minor: data.amount.minor,
        currency: data.amount.currency,
        products: data.lines.map(line => line.product),
        quantities: data.lines.map(line => line.quantity),
        line_minors: data.lines.map(line => line.amount.minor),
        cost_minor: data.cost?.minor,
        order_id: data.orderId,
        imported,
      }),
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'facts.purchases', rows, {
      key: ['recorded_customer_id', 'occurred_at', 'purchase_id'],
      update: 'nothing',
    })),
  rebuild: { tables: { 'facts.purchases': 'recorded_customer_id' } },
});
