import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holdsWhoIsWho, testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { ledger } from './ledger.projection.ts';
import { entriesOf } from './ledger.query.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('has every point in the purse of the customer whose it is, through any merges and unmerges, and moves none', async () => {
  const { pool } = database;
  await holdsWhoIsWho(pool, {
    projections: [ledger],
    async check({ customers }) {
      for (const { recorded, totals } of customers.values()) {
        const entries = await entriesOf(pool, recorded, undefined, 200);
        expect(entries.reduce((sum, { points }) => sum + points, 0)).toBe(totals.points);
        const { rows } = await pool.query<{ sum: string }>(
          `select coalesce(sum(points), 0)::text as sum from app.postings where account = any($1)`,
          [recorded.map(id => `pending:${id}`)],
        );
        expect(Number(rows[0]?.sum)).toBe(totals.points);
      }
    },
  });
  const { rows } = await pool.query('select coalesce(sum(points), 0)::text as sum from app.postings');
  expect(rows).toEqual([{ sum: '0' }]);
});
