import type { Tx } from '@rapport/messaging';

/** All ids that are one customer with this one, itself among them. */
export type RecordsOf = (id: string) => readonly string[];

export async function recordsOf(tx: Tx, ids: readonly string[]): Promise<RecordsOf> {
  const { rows } = await tx.query<{ id: string; recorded: string }>(
    `with asked as (
       select a.id, coalesce(i.current, a.id) as current
       from unnest($1::uuid[]) a(id) left join messaging.identity i on i.recorded = a.id
     )
     select id, current as recorded from asked
     union select asked.id, i.recorded from asked join messaging.identity i using (current)`,
    [ids],
  );
  const records = Map.groupBy(rows, row => row.id);
  return id => records.get(id)?.map(({ recorded }) => recorded) ?? [id];
}
