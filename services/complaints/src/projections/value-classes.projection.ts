import { analyticsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';

/** As what analytics ranked each customer last, by which house clocks are shorter: `app.value_classes`. */
export const valueClasses = defineProjection({
  name: 'value-classes',
  from: ['analytics'],
  begin: () => new Map<string, string>(),
  on: {
    ...ignoring(analyticsEvents),
    ValueClassMoved: ({ data: { customerId, to } }, told: Map<string, string>) => void told.set(customerId, to),
  },
  async commit(told, tx) {
    const rows = [...told].map(([customer_id, value_class]) => ({ customer_id, value_class }));
    await bulkUpsert(tx, 'app.value_classes', rows, { key: ['customer_id'] });
  },
  rebuild: { tables: { 'app.value_classes': 'customer_id' } },
});

/**
 * The value class of each of these customers, where it is known; of a merged one that of the record that stands for it, and until there is one
 * that of another.
 */
export async function valueClassesOf(tx: Tx, customers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ id: string; valueClass: string }>(
    `with asked as (
       select a.id, coalesce(i.current, a.id) as current from unnest($1::uuid[]) a(id) left join messaging.identity i on i.recorded = a.id
     ), records as (
       select current, current as id from asked
       union select i.current, i.recorded from messaging.identity i join asked on asked.current = i.current
     )
     select distinct on (a.id) a.id, v.value_class as "valueClass"
     from asked a join records r using (current) join app.value_classes v on v.customer_id = r.id
     order by a.id, r.id = a.current desc, r.id`,
    [[...new Set(customers)]],
  );
  return new Map(rows.map(({ id, valueClass }) => [id, valueClass]));
}
