import type { RecordedEvent } from '@rapport/contracts';
import type { Json } from '@rapport/decider';
import type pg from 'pg';
import type { PersonalPlaces } from './erasing.ts';
import { LOG_COLUMNS, recorded, type LogRow } from './log.ts';

/** All that a service holds of a customer: what happened, and what is personal beside it. */
export interface Exported {
  readonly events: readonly RecordedEvent[];
  readonly personal: readonly {
    readonly stream: string;
    readonly customerId: string;
    readonly values: Readonly<Record<string, Json>>;
  }[];
  /** Rows of the service's own tables with personal values, by table. */
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** What was recorded under these ids, events in the order of the log. */
export async function exported(
  pool: pg.Pool,
  ids: readonly string[],
  { tables = {} }: PersonalPlaces,
): Promise<Exported> {
  const events = await pool.query<LogRow>(
    `select ${LOG_COLUMNS} from messaging.events e where e.aggregateid = any($1::text[]) order by e.position`,
    [ids],
  );
  const personal = await pool.query<Exported['personal'][number]>(
    `select stream, subject as "customerId", "values" from messaging.personal where subject = any($1::text[]) order by stream`,
    [ids],
  );
  const rows: Record<string, readonly Readonly<Record<string, unknown>>[]> = {};
  for (const [table, column] of Object.entries(tables))
    rows[table] = (
      await pool.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${table} t where ${column} = any($1::uuid[])`,
        [ids],
      )
    ).rows.map(({ row }) => row);
  return { events: events.rows.map(recorded), personal: personal.rows, tables: rows };
}
