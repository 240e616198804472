import type { Tx } from '@rapport/messaging';

type Row = Readonly<Record<string, unknown>>;
export type KeptRows = Map<string, Row>;

/** The rows of a table that a batch goes on with, by their ids. */
export async function keptRows(tx: Tx, table: string, key: string, ids: readonly string[]): Promise<KeptRows> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<{ id: string; row: Row }>(
    `select ${key} as id, to_jsonb(t) as row from ${table} t where ${key} = any($1::uuid[])`,
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, row }) => [id, row]));
}

/** What is not there was dropped by hand when it was parked: what follows is about nothing we count. */
export function change(rows: KeptRows, id: string, changes: Row): void {
  const row = rows.get(id);
  if (row) rows.set(id, { ...row, ...changes });
}
