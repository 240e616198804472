import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { DUE } from './timer.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it('finds what is due by the index alone: what waits for a later time is not read', async () => {
  await database.pool.query(
    `insert into messaging.streams (stream, subject, version, sequence, state, state_version, next_due)
     select 'tally-' || i, 's', 1, 1, '{}', 1, now() + i * interval '1 minute' from generate_series(1, 5000) i`,
  );
  await database.pool.query('analyze messaging.streams');
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain ${DUE}`);
  const plan = rows.map(row => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('Index Cond: (next_due <= statement_timestamp())');
  expect(plan).not.toContain('Filter');
});
