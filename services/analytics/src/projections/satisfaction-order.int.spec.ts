import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { complaintsEvents } from '@rapport/contracts';
import { satisfactionOf, type Experience } from '@rapport/statistics';
import { delivery, type Told } from '@rapport/testing';
import fc from 'fast-check';
import { numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { FADED } from './satisfaction.query.ts';
import { satisfactionByMonth } from './satisfaction-months.query.ts';
import { feedbackFacts } from './feedback-facts.projection.ts';
import { interactionFacts } from './interaction-facts.projection.ts';
import { satisfaction } from './satisfaction.projection.ts';

const NOW = Date.UTC(2026, 5, 17, 9, 30);
const DAY_MS = 86_400_000;
const fading = { halfLifeDays: 90, badWeight: 12 };
const CSAT = [-1, -0.5, 0, 0.5, 1];

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(interactionFacts, feedbackFacts, satisfaction);
});
afterAll(() => house.database.drop());

const when = fc.integer({ min: NOW - 800 * DAY_MS, max: NOW });
const survey = fc.record({ kind: fc.constant('survey' as const), at: when, score: fc.integer({ min: 1, max: 5 }) });
const complaint = fc.record({
  kind: fc.constant('complaint' as const),
  opened: when,
  lasted: fc.integer({ min: 0, max: 60 * DAY_MS }),
  recovered: fc.boolean(),
});
type Happening = typeof survey | typeof complaint extends fc.Arbitrary<infer T> ? T : never;

/** What is told of a happening, and from scratch what it does to satisfaction. */
function tell(happening: Happening, customerId: string, n: number): { told: Told[]; lived: Experience[] } {
  const iso = (at: number): string => new Date(at).toISOString();
  if (happening.kind === 'survey') {
    const { at, score } = happening;
    const data = { feedbackId: numbered(n), customerId, survey: 'csat' as const, score, answers: [] };
    return {
      told: [{ type: 'FeedbackGiven', subject: customerId, occurredAt: iso(at), data }],
      lived: [{ at, score: CSAT[score - 1] ?? 0, repairedAt: null }],
    };
  }
  const { opened, lasted, recovered } = happening;
  const ids = { customerId, complaintId: numbered(n) };
  const closed = Math.min(NOW, opened + lasted);
  const { ComplaintOpened, ComplaintClosed } = complaintsEvents;
  return {
    told: [
      {
        type: 'ComplaintOpened',
        subject: customerId,
        occurredAt: iso(opened),
        data: { ...ComplaintOpened.example, ...ids },
      },
      {
        type: 'ComplaintClosed',
        subject: customerId,
        occurredAt: iso(closed),
        data: {
          ...ComplaintClosed.example,
          ...ids,
          recovered,
          reason: recovered ? 'confirmedByCustomer' : 'withdrawn',
        },
      },
    ],
    lived: [
      { at: opened, score: -0.7, repairedAt: recovered ? closed : null },
      ...(recovered ? [{ at: closed, score: 0.8, repairedAt: null }] : []),
    ],
  };
}

describe('satisfaction and the order of delivery', () => {
  let run = 0;
  it('are independent: late facts, any batches, each event twice; SQL and TypeScript agree at any moment', async () => {
    const happenings = fc.array(fc.oneof(survey, complaint), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(happenings, fc.integer({ min: 1, max: 4 }), when, async (all, size, earlier) => {
        run += 1;
        const customerId = numbered(1_000_000 + run);
        const parts = all.map((one, n) => tell(one, customerId, run * 1000 + n));
        const told = parts.flatMap(part => part.told);
        const deliver = delivery(house.database.pool, { projections: [feedbackFacts, satisfaction] });
        await house.rows('delete from messaging.positions');
        for (let from = 0; from < told.length; from += size) await deliver(...told.slice(from, from + size));
        const lived = parts.flatMap(part => part.lived);
        for (const asOf of [NOW, earlier]) {
          const [row] = (
            await house.database.pool.query<{ value: number }>(
              'select satisfaction as value from analytics.satisfaction_at($1) where customer_id = $2',
              [new Date(asOf), customerId],
            )
          ).rows;
          const scratch = satisfactionOf(lived, asOf, fading);
          if (scratch === null) expect(row).toBeUndefined();
          else expect(row?.value).toBeCloseTo(scratch, 9);
        }
      }),
      { numRuns: 40 },
    );
  });

  // The customers of the runs before are the population.
  it('month by month say what is said for each month by itself', async () => {
    const { pool } = house.database;
    const months = await satisfactionByMonth(pool, 30, '2026-05');
    const { rows } = await pool.query<{ mean: number | null; n: number }>(
      `select (select avg(satisfaction) from analytics.satisfaction_at(e) where weight >= $1) as mean, (select count(*) from analytics.satisfaction_at(e) where weight >= $1) as n
       from generate_series(timestamptz '2024-01-01Z', '2026-06-01Z', '1 month') e order by e`,
      [FADED],
    );
    expect(months.at(-1)).toMatchObject({ month: '2026-05', n: expect.any(Number) });
    expect(months.map(({ n }) => n)).toEqual(rows.map(({ n }) => n));
    for (const [k, { mean }] of months.entries()) expect(mean ?? -1).toBeCloseTo(rows[k]?.mean ?? -1, 9);
  });
});
