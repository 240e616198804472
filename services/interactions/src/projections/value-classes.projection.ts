import { analyticsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Readonly<Record<string, unknown>>;

/** Every value class that analytics told of a customer, from when it was told, under the id as recorded: `app.value_classes`. */
export const valueClasses = defineProjection({
  name: 'value-classes',
  from: ['analytics'],
  begin: () => new Map<string, Row>(),
  on: {
    ...ignoring(analyticsEvents),
    ValueClassMoved({ data: { customerId, to }, recordedAt }, rows: Map<string, Row>) {
      rows.set(`${customerId} ${recordedAt}`, { customer_id: customerId, told_at: recordedAt, value_class: to });
    },
  },
  commit: async (rows, tx) =>
    void (await bulkUpsert(tx, 'app.value_classes', [...rows.values()], { key: ['customer_id', 'told_at'] })),
  rebuild: { tables: { 'app.value_classes': 'customer_id' } },
});
