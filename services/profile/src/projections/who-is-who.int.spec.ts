import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holdsWhoIsWho, testDatabase, type TestDatabase } from '@rapport/testing';
import { migrations } from '../migrations/index.ts';
import { complaints } from './complaints.projection.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { timeline, readTimeline } from './timeline.projection.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
});
afterAll(() => database.drop());

it('has one view and one timeline of each customer with all that was recorded, through any merges and unmerges', async () => {
  const { pool } = database;
  await holdsWhoIsWho(pool, {
    projections: [complaints, customerView, timeline],
    numRuns: 20,
    async check({ ids, customers }) {
      const documents = await customerDocuments(pool, ids);
      expect([...documents.keys()].sort()).toEqual([...customers.keys()].sort());
      for (const [id, { recorded, totals }] of customers) {
        const { contacts, purchases, spent, scores, complaints: open, points, events } = totals;
        expect(documents.get(id)).toMatchObject({
          contacts: { total: contacts },
          purchases: { count: purchases, amount: purchases === 0 ? null : { minor: spent, currency: 'EUR' } },
          feedback: { count: scores.length },
          loyalty: points === 0 ? null : { tier: 'member', points: 0, pending: points, owed: 0 },
        });
        expect(documents.get(id)?.complaints.open).toHaveLength(open);
        expect(documents.get(id)?.mergedFrom.toSorted()).toEqual(recorded.slice(1).sort());
        const lines = await readTimeline(pool, { recorded, limit: 1000 });
        expect(lines).toHaveLength(events);
        expect(new Set(lines.map(({ eventId }) => eventId)).size).toBe(events);
      }
    },
  });
});
