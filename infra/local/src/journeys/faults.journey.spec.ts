import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@rapport/testing';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readMapping } from '../import/mapping.ts';
import { runImport, type ImportSummary } from '../import/run.ts';
import { signToken } from '../issuer.ts';
import { repositoryRoot } from '../paths.ts';
import { startStack, type Stack } from '../stack/programmatic.ts';

const HALF = 10_000;
/** What is killed together, while one half of the rows is imported. Without one of them nothing can go on. */
const GROUPS = [
  ['interactions', 'analytics', 'gateway'],
  ['kafka', 'postgres', 'profile'],
] as const;

/** Parts of the system are killed while a file is imported; the numbers at the end are those of the file. */
describe('an import during which parts are killed', () => {
  let stack: Stack;
  let dir = '';
  const ended = new AbortController();

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'rapport-import-'));
    stack = await startStack({ dir: '.rapport/faults', ports: offset(300), postgres: { full_page_writes: 'on' } });
  });
  afterAll(async () => {
    ended.abort();
    await stack.stop({ purge: true });
    await rm(dir, { recursive: true });
  });

  /** Imports one half of the rows; every half is a file of its own. */
  const importing = async (half: number, onProgress: (done: number) => void): Promise<ImportSummary> => {
    const file = join(dir, `purchases-${half}.csv`);
    await writeFile(file, purchases(half * HALF, HALF));
    const mapping = await readMapping(join(repositoryRoot, 'infra/local/mappings/cdnow.json'));
    const token = (): Promise<string> => signToken(stack.issuer, { role: 'service' });
    return runImport({
      file,
      mapping,
      format: { encoding: 'utf8', delimiter: ',' },
      dir,
      to: { gateway: stack.services.gateway, token, patience: 300_000, signal: ended.signal },
      restart: false,
      onProgress: ({ done }) => onProgress(done),
    });
  };

  const facts = async (): Promise<{ n: number; minor: number; customers: number }> => {
    const client = new pg.Client({ connectionString: stack.databases.analyst });
    await client.connect();
    const { rows } = await client.query<{ n: number; minor: number; customers: number }>(
      `select count(*)::int as n, coalesce(sum(amount_minor), 0)::int as minor, count(distinct customer_id)::int as customers from analytics.purchases`,
    );
    await client.end();
    return rows[0] ?? { n: 0, minor: 0, customers: 0 };
  };

  it.each([0, 1])(
    'ends with every row once (half %i)',
    async half => {
      let done = 0;
      const summary = importing(half, rows => (done = rows));
      // A spec that fails before it awaits the import must not end the process by its rejection.
      summary.catch(() => undefined);
      await eventually(() => expect(done).toBeGreaterThanOrEqual(HALF / 5), 120_000, 10);
      await Promise.all((GROUPS[half] ?? []).map(part => stack.kill(part)));
      expect(done).toBeLessThan(HALF);
      await stack.restart();
      expect(await summary).toMatchObject({ read: HALF, rejected: 0 });
      const rows = HALF * (half + 1);
      const expected = { n: rows, minor: total(rows), customers: 500 };
      await eventually(async () => expect(await facts()).toEqual(expected), 90_000, 500);
      expect(await importing(half, () => undefined)).toMatchObject({ new: 0, alreadyThere: HALF });
      expect(await facts()).toEqual(expected);
    },
    400_000,
  );
});

const cents = (row: number): number => 100 + ((row * 7919) % 9000);
const total = (rows: number): number =>
  Array.from({ length: rows }, (_, row) => cents(row)).reduce((sum, n) => sum + n, 0);

function purchases(from: number, rows: number): string {
  const line = (row: number): string =>
    `${row % 500},${row},199701${String(1 + (row % 28)).padStart(2, '0')},1,${(cents(row) / 100).toFixed(2)}`;
  return ['masterid,sampleid,date,cds,sales', ...Array.from({ length: rows }, (_, i) => line(from + i))].join('\n');
}

const offset = (by: number) => ({
  gateway: 4100 + by,
  profile: 4101 + by,
  interactions: 4102 + by,
  complaints: 4103 + by,
  loyalty: 4104 + by,
  analytics: 4105 + by,
  kafka: 4192 + by,
  kafkaController: 4193 + by,
  postgres: 4132 + by,
});
