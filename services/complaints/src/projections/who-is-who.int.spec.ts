import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holdsWhoIsWho, testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { complaintsList } from './complaints-list.projection.ts';
import { listComplaints } from './complaints-list.query.ts';
import { promises } from './promises.projection.ts';
import { listPromises } from './promises.query.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('lists every complaint and promise with the customer whose it is, through any merges and unmerges', async () => {
  const { pool } = database;
  await holdsWhoIsWho(pool, {
    projections: [complaintsList, promises],
    async check({ customers }) {
      for (const { recorded, totals } of customers.values()) {
        const listed = await listComplaints(pool, { status: 'all', customers: recorded }, undefined, 200);
        expect(listed).toHaveLength(totals.complaints);
        const promised = await listPromises(pool, { status: 'all', customers: recorded }, undefined, 200);
        expect(promised).toHaveLength(totals.promises);
        for (const { customerId } of [...listed, ...promised]) expect(recorded).toContain(customerId);
      }
    },
  });
});
