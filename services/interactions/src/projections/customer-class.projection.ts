import { interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

interface Row {
  readonly customer_id: string;
  readonly value_class: string;
  readonly told_at: string;
  readonly [column: string]: unknown;
}

/** As what the senders of contacts last ranked each customer: `app.customer_class`, under the id as recorded. */
export const customerClass = defineProjection({
  name: 'customer-class',
  from: ['interactions'],
  begin: () => new Map<string, Row>(),
  on: {
    ...ignoring(interactionsEvents),
    InteractionRecorded({ data: { customerId, valueClass }, occurredAt }, rows: Map<string, Row>) {
      if (valueClass === undefined || (rows.get(customerId)?.told_at ?? '') > occurredAt) return;
      rows.set(customerId, { customer_id: customerId, value_class: valueClass, told_at: occurredAt });
    },
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.customer_class', [...rows.values()], {
      key: ['customer_id'],
      where: 't.told_at <= excluded.told_at',
    })),
  rebuild: { tables: { 'app.customer_class': 'customer_id' } },
});
