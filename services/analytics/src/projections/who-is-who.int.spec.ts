import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { satisfactionOf, type Experience } from '@rapport/statistics';
import { holdsWhoIsWho, type ToldStory } from '@rapport/testing';
import { complaintFacts } from './complaint-facts.projection.ts';
import { customerFacts } from './customer-facts.projection.ts';
import { warehouse, type Warehouse } from './facts.fixture.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';
import { interactionFacts } from './interaction-facts.projection.ts';
import { pointFacts } from './point-facts.projection.ts';
import { purchaseFacts } from './purchase-facts.projection.ts';
import { satisfaction } from './satisfaction.projection.ts';
import { experiencesOf, scoringOf } from './satisfaction.query.ts';

const readers = [
  customerFacts,
  interactionFacts,
  feedbackFacts,
  purchaseFacts,
  complaintFacts,
  pointFacts,
  satisfaction,
];

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(...readers);
});
afterAll(() => house.database.drop());

/** What analysts see of these customers, as sums of each view. */
const seen = (current: readonly string[]): Promise<unknown[]> =>
  house.rows(
    `select c.customer_id as id, cardinality(c.recorded_customer_ids)::int as records,
       (select count(*)::int from analytics.interactions i where i.customer_id = c.customer_id) as contacts,
       (select count(*)::int from analytics.purchases p where p.customer_id = c.customer_id) as purchases,
       (select coalesce(sum(amount_minor), 0)::int from analytics.purchases p where p.customer_id = c.customer_id) as spent,
       (select count(*)::int from analytics.feedback f where f.customer_id = c.customer_id) as feedback,
       (select count(*)::int from analytics.complaints o where o.customer_id = c.customer_id) as complaints,
       (select coalesce(sum(pending_change), 0)::int from analytics.points l where l.customer_id = c.customer_id) as points
     from analytics.customers c where c.customer_id = any($1::uuid[]) order by c.customer_id`,
    [current],
  );

const toldOf = ({ customers }: ToldStory): unknown[] =>
  [...customers]
    .map(([id, { recorded, totals }]) => {
      const { contacts, purchases, spent, scores, complaints, points } = totals;
      return { id, records: recorded.length, contacts, purchases, spent, feedback: scores.length, complaints, points };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));

it('counts every fact with the customer whose it is, through any merges and unmerges, and once', async () => {
  const asOf = new Date('2026-04-01T00:00:00.000Z');
  const { pool } = house.database;
  const { fading } = await scoringOf(pool);
  await holdsWhoIsWho(pool, {
    projections: readers,
    numRuns: 20,
    async check(story) {
      expect(await seen([...story.customers.keys()])).toEqual(toldOf(story));
      const { rows } = await pool.query<{ id: string; value: number }>(
        `select customer_id as id, satisfaction as value from analytics.satisfaction_at($1) where customer_id = any($2::uuid[])`,
        [asOf, story.ids],
      );
      const shown = new Map(rows.map(({ id, value }) => [id, value]));
      for (const [id, { recorded }] of story.customers) {
        const lived: Experience[] = await experiencesOf(pool, recorded);
        const value = satisfactionOf(lived, asOf.getTime(), fading);
        if (value === null) expect(shown.has(id)).toBe(false);
        else expect(shown.get(id)).toBeCloseTo(value, 9);
        shown.delete(id);
      }
      expect([...shown]).toEqual([]);
    },
  });
});
