import { bulkUpsert } from './bulk-upsert.ts';
import type { Tx } from './pool.ts';

/** By key: the row as it stands now, or undefined for what is none any more. */
export type Standing = Map<string, Readonly<Record<string, unknown>> | undefined>;

/** Writes the rows that stand, and removes those that don't: for what is told whole each time, and may be told to be gone. */
export async function keepRows(tx: Tx, table: string, key: string, rows: Standing): Promise<void> {
  const standing = [...rows.values()].filter(row => row !== undefined);
  await bulkUpsert(tx, table, standing, { key: [key] });
  const gone = [...rows].flatMap(([id, row]) => (row === undefined ? [id] : [])).sort();
  if (gone.length > 0) await tx.query(`delete from ${table} where ${key} = any($1::uuid[])`, [gone]);
}
