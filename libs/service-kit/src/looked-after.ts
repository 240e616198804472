import { bulkUpsert, holdIdentity, type Tx } from '@rapport/messaging';

/**
 * Works out anew who looks after the customers that these recorded ids are or were, one row for each recorded id: a list
 * then asks for the id that its own row has. Of merged ids the first that names somebody counts, the current one before all.
 */
export async function retellLookedAfter(tx: Tx, touched: readonly string[]): Promise<void> {
  if (touched.length === 0) return;
  await holdIdentity(tx);
  // Two that assign ids of one customer at the same time would each miss what the other writes.
  await tx.query(`select pg_advisory_xact_lock(hashtext('app.looked_after'))`);
  const { rows } = await tx.query<Record<string, unknown>>(
    `with recursive part(id) as (
       select unnest($1::uuid[])
       union select n.id from part cross join lateral (
         select absorbed as id from messaging.merges where survivor = part.id
         union all select survivor from messaging.merges where absorbed = part.id
       ) n
     ), now as (
       select part.id, coalesce(i.current, part.id) as current from part left join messaging.identity i on i.recorded = part.id
     ), told as (
       select distinct on (now.current) now.current, a.staff from now join app.sight_account a on a.customer_id = now.id
       where cardinality(a.staff) > 0 order by now.current, now.id <> now.current, now.id
     )
     select now.id as recorded_id, coalesce(told.staff, '{}') as staff from now left join told using (current)
     where told.staff is not null or exists (select from app.looked_after l where l.recorded_id = now.id)`,
    [touched],
  );
  await bulkUpsert(tx, 'app.looked_after', rows, { key: ['recorded_id'], where: 't.staff <> excluded.staff' });
}

/**
 * SQL: nobody looks after the customer of this column, or one of the staff. `staff` is a parameter, null for who sees all
 * (see `staffSeen`); a row without a customer is everybody's.
 */
export const seenBy = (staff: string, customer: string): string =>
  `(${staff}::text[] is null or not exists (select from app.looked_after held
     where held.recorded_id = ${customer} and held.staff <> '{}' and not held.staff && ${staff}::text[]))`;

/** Whether one of the staff, or everybody, sees all of these recorded customers. */
export async function seesAllOf(
  tx: Tx,
  staff: readonly string[] | null,
  customers: readonly string[],
): Promise<boolean> {
  if (staff === null || customers.length === 0) return true;
  const { rows } = await tx.query<{ all: boolean }>(
    `select coalesce(bool_and(${seenBy('$1', 'asked.id')}), true) as all from unnest($2::uuid[]) asked(id)`,
    [staff, customers],
  );
  return rows[0]?.all ?? false;
}
