import type { Tx } from '../pool.ts';
import { sourceNumber } from '../sequences.ts';
import type { Table, Target } from './target.ts';

const EXAMPLES = 3;

/** A row that differs: the columns that do, as they are live and as they were built; null where the row is not there. */
export interface Example {
  readonly key: string;
  readonly live: Readonly<Record<string, unknown>> | null;
  readonly built: Readonly<Record<string, unknown>> | null;
}

export interface Compared {
  readonly table: string;
  readonly liveRows: number;
  readonly builtRows: number;
  readonly onlyLive: number;
  readonly onlyBuilt: number;
  readonly differing: number;
  readonly examples: readonly Example[];
}

export const isSame = ({ onlyLive, onlyBuilt, differing }: Compared): boolean => onlyLive + onlyBuilt + differing === 0;

/** How many subjects of its sources the two have read unlike far. None, where both stand at the same positions and nothing is missing. */
export async function unlikeRead(target: Target, tx: Tx): Promise<number> {
  const { rows } = await tx.query<{ n: number }>(
    `select count(*) as n from (select * from messaging.sequences where source = any($1::smallint[])) l
     full join ${target.schema}.build_sequences b using (source, subject)
     where (l.last, l.last_id) is distinct from (b.last, b.last_id)`,
    [target.projection.from.map(sourceNumber)],
  );
  return rows[0]?.n ?? 0;
}

/** Compares both row by row, in a transaction that sees them at the same positions, and keeps whose rows differ. */
export async function compare(target: Target, tx: Tx): Promise<Compared[]> {
  await tx.query(`delete from ${target.schema}.build_differing`);
  const compared: Compared[] = [];
  for (const table of target.tables) compared.push(await compareTable(target, tx, table));
  return compared;
}

async function compareTable(target: Target, tx: Tx, table: Table): Promise<Compared> {
  const [live, built] = [await summary(tx, table.live), await summary(tx, table.built)];
  const counts = { table: table.live, liveRows: live.rows, builtRows: built.rows };
  if (live.rows === built.rows && live.hash === built.hash)
    return { ...counts, onlyLive: 0, onlyBuilt: 0, differing: 0, examples: [] };
  const key = await keyOf(tx, table.live);
  await tx.query(
    `insert into ${target.schema}.build_differing
     select $1, coalesce(l.${table.whose}, b.${table.whose})::text,
       case when b.${key[0]} is null then 'onlyLive' when l.${key[0]} is null then 'onlyBuilt' else 'differing' end,
       concat_ws(' ', ${key.map(column => `coalesce(l.${column}, b.${column})`).join(', ')})
     from ${table.live} l full join ${table.built} b on ${key.map(column => `l.${column} = b.${column}`).join(' and ')}
     where l::text is distinct from b::text`,
    [table.live],
  );
  const { rows } = await tx.query<{ kind: string; n: number }>(
    `select kind, count(*) as n from ${target.schema}.build_differing where place = $1 group by kind`,
    [table.live],
  );
  const of = (kind: string): number => rows.find(row => row.kind === kind)?.n ?? 0;
  const [onlyLive, onlyBuilt, differing] = [of('onlyLive'), of('onlyBuilt'), of('differing')];
  return { ...counts, onlyLive, onlyBuilt, differing, examples: await examplesOf(target, tx, table, key) };
}

/** The number of rows, and a sum over all of them that no order changes. */
async function summary(tx: Tx, table: string): Promise<{ rows: number; hash: string }> {
  const { rows } = await tx.query<{ rows: number; hash: string }>(
    `select count(*) as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as hash from ${table} t`,
  );
  return rows[0] ?? { rows: 0, hash: '' };
}

async function keyOf(tx: Tx, table: string): Promise<string[]> {
  const { rows } = await tx.query<{ column: string }>(
    `select quote_ident(a.attname) as column from pg_index x join pg_attribute a on a.attrelid = x.indrelid and a.attnum = any(x.indkey)
     where x.indrelid = $1::regclass and x.indisprimary order by array_position(x.indkey, a.attnum)`,
    [table],
  );
  if (rows.length === 0) throw new Error(`${table} has no primary key: its rows can't be compared`);
  return rows.map(({ column }) => column);
}

type Cells = Record<string, unknown>;

async function examplesOf(target: Target, tx: Tx, { live, built }: Table, key: readonly string[]): Promise<Example[]> {
  const same = (row: string): string => `concat_ws(' ', ${key.map(column => `${row}.${column}`).join(', ')}) = d.key`;
  const { rows } = await tx.query<{ key: string; live: Cells | null; built: Cells | null }>(
    `select d.key, (select to_jsonb(l) from ${live} l where ${same('l')}) as live,
       (select to_jsonb(b) from ${built} b where ${same('b')}) as built
     from (select key from ${target.schema}.build_differing where place = $1 order by kind, key limit ${EXAMPLES}) d`,
    [live],
  );
  return rows.map(({ key: of, live: l, built: b }) =>
    l && b ? { key: of, ...unlike(l, b) } : { key: of, live: l, built: b },
  );
}

function unlike(live: Cells, built: Cells): { live: Cells; built: Cells } {
  const columns = Object.keys(live).filter(name => JSON.stringify(live[name]) !== JSON.stringify(built[name]));
  const only = (cells: Cells): Cells => Object.fromEntries(columns.map(name => [name, cells[name]]));
  return { live: only(live), built: only(built) };
}
