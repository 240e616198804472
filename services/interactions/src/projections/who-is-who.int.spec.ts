import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holdsWhoIsWho, testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { interactionsOf, interactionsOfCustomer } from './interactions-of-customer.projection.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('shows every interaction with the customer whose it is, through any merges and unmerges', async () => {
  const { pool } = database;
  await holdsWhoIsWho(pool, {
    projections: [interactionsOfCustomer],
    async check({ customers }) {
      for (const { recorded, totals } of customers.values()) {
        expect(await interactionsOf(pool, recorded, undefined, 200)).toHaveLength(totals.contacts);
      }
    },
  });
});
