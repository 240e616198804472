import type { Tx } from './pool.ts';

export interface UpsertOptions {
  /** The columns that identify a row. */
  readonly key: readonly string[];
  /**
   * What happens to a row that is there: 'all' other columns are replaced, 'nothing', or for each column an SQL
   * expression over `t` (the row there) and `excluded` (the new one). Default 'all'.
   */
  readonly update?: 'all' | 'nothing' | Readonly<Record<string, string>>;
  /** Which of the rows that are there are updated, as an SQL condition over `t` and `excluded`; default all. */
  readonly where?: string;
}

type Row = Readonly<Record<string, unknown>>;

/**
 * Writes many rows with one statement, sorted by key: writers that lock in the same order never deadlock. Rows of one
 * key must be folded into one before. Column types are taken from the table.
 */
export async function bulkUpsert(tx: Tx, table: string, rows: readonly Row[], options: UpsertOptions): Promise<number> {
  const first = rows[0];
  if (!first) return 0;
  const columns = Object.keys(first);
  const { rowCount } = await tx.query(upsertStatement(table, columns, options), [
    JSON.stringify(sorted(rows, options.key)),
  ]);
  return rowCount ?? 0;
}

export function upsertStatement(
  table: string,
  columns: readonly string[],
  { key, update = 'all', where }: UpsertOptions,
): string {
  const list = columns.map(quote).join(', ');
  const sets =
    update === 'nothing'
      ? []
      : update === 'all'
        ? columns.filter(column => !key.includes(column)).map(column => `${quote(column)} = excluded.${quote(column)}`)
        : Object.entries(update).map(([column, expression]) => `${quote(column)} = ${expression}`);
  const action =
    sets.length === 0 ? 'nothing' : `update set ${sets.join(', ')}${where === undefined ? '' : ` where ${where}`}`;
  return `insert into ${table} as t (${list}) select ${list} from json_populate_recordset(null::${table}, $1)
    on conflict (${key.map(quote).join(', ')}) do ${action}`;
}

/** Orders rows by their key columns, as text: any total order will do, as long as all writers share it. */
export function sorted<R extends Row>(rows: readonly R[], key: readonly string[]): R[] {
  return [...rows].sort((a, b) => {
    for (const column of key) {
      const [x, y] = [String(a[column]), String(b[column])];
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  });
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
