import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { repositoryRoot, startPostgres } from '@rapport/local';
import { testDatabase } from '@rapport/testing';
import type pg from 'pg';

interface Column {
  readonly view: string;
  readonly about: string | null;
  readonly column: string;
  readonly type: string;
  readonly text: string | null;
}

const COLUMNS = `
select c.relname as view, obj_description(c.oid) as about, a.attname as column,
  format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as text
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = 'analytics'::regnamespace and c.relkind in ('v', 'm') order by c.relname, a.attnum`;

const FUNCTIONS = `
select p.proname || '(' || pg_get_function_arguments(p.oid) || ')' as name, obj_description(p.oid) as text
from pg_proc p where p.pronamespace = 'analytics'::regnamespace order by 1`;

/** The page of views that analysts read, as the migrated database describes them. Throws where a comment is missing. */
export async function sqlDictionary(pool: pg.Pool): Promise<string> {
  const { rows: columns } = await pool.query<Column>(COLUMNS);
  const { rows: functions } = await pool.query<{ name: string; text: string | null }>(FUNCTIONS);
  const silent = columns.filter(({ about, text }) => about === null || text === null);
  if (silent.length > 0) throw new Error(`without a comment: ${silent.map(c => `${c.view}.${c.column}`).join(', ')}`);
  const views = [...new Set(columns.map(({ view }) => view))];
  return [
    '# What analysts read',
    '',
    'Made from the migrated database by `npm run generate`. The role `analyst` reads these views of the schema',
    '`analytics` and changes nothing; `./rapport sql` asks as that role. Names stay as they are.',
    '',
    ...views.flatMap(view => viewSection(columns.filter(column => column.view === view))),
    ...functions.flatMap(({ name, text }) => [`## ${name}`, '', text ?? '', '']),
  ].join('\n');
}

function viewSection(columns: readonly Column[]): string[] {
  const [first] = columns;
  const rows = columns.map(({ column, type, text }) => `| \`${column}\` | ${type} | ${text ?? ''} |`);
  return [
    `## ${first?.view ?? ''}`,
    '',
    first?.about ?? '',
    '',
    '| column | type | meaning |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ];
}

/** A database as the migrations of analytics make it, on the PostgreSQL of the specs or on one started for this. */
export async function withAnalyticsDatabase<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const stop = process.env['RAPPORT_TEST_STACK'] === undefined ? await ownPostgres() : async () => undefined;
  try {
    const url = pathToFileURL(join(repositoryRoot, 'services/analytics/src/migrations/index.ts')).href;
    const { migrations } = (await import(url)) as { migrations: Parameters<typeof testDatabase>[0] };
    const database = await testDatabase(migrations);
    try {
      return await work(database.pool);
    } finally {
      await database.drop();
    }
  } finally {
    await stop();
  }
}

async function ownPostgres(): Promise<() => Promise<void>> {
  const dir = join(repositoryRoot, '.rapport/checks');
  const stack = await startPostgres({ dir });
  await mkdir(dir, { recursive: true });
  const file = join(dir, 'connections.json');
  await writeFile(file, JSON.stringify(stack), { mode: 0o600 });
  process.env['RAPPORT_TEST_STACK'] = file;
  return async () => {
    delete process.env['RAPPORT_TEST_STACK'];
    await stack.stop({ purge: true });
    await rm(dir, { recursive: true, force: true });
  };
}
