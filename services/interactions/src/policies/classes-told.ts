import type { Tx } from '@rapport/messaging';

/** Of whom neither analytics nor a sender has said how valuable they are. */
export const UNRANKED = 'other';

export interface Asked {
  readonly id: string;
  readonly customerId: string;
  /** ISO instant. */
  readonly at: string;
}

/**
 * The value class that analytics had told by then, by what was asked; nothing where it had told none. A merged customer's is that of
 * the record that stands for it, and until there is one the last of any of its records.
 */
export async function classesTold(tx: Tx, asked: readonly Asked[]): Promise<ReadonlyMap<string, string>> {
  if (asked.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; valueClass: string }>(
    `with asked as (
       select a.id, coalesce(i.current, a.customer) as current, a.at
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as a(id, customer, at) left join messaging.identity i on i.recorded = a.customer
     ), records as (
       select current, current as id from asked
       union select i.current, i.recorded from messaging.identity i join asked on asked.current = i.current
     )
     select distinct on (a.id) a.id, v.value_class as "valueClass"
     from asked a join records r using (current) join app.value_classes v on v.customer_id = r.id and v.told_at <= a.at
     order by a.id, r.id = a.current desc, v.told_at desc`,
    [asked.map(({ id }) => id), asked.map(({ customerId }) => customerId), asked.map(({ at }) => at)],
  );
  return new Map(rows.map(({ id, valueClass }) => [id, valueClass]));
}
