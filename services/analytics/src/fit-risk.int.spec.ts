import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@rapport/testing';
import { riskReport } from './api/risk-answers.ts';
import { fitRisk } from './fit-risk.ts';
import { publishRiskModel, riskModelAt, type RiskContent } from './projections/risk-model.query.ts';
import { lastRiskFit } from './projections/risk-samples.query.ts';
import { migrations } from './migrations/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase(migrations);
  await database.pool.query(HISTORY);
});
afterAll(() => database.drop());

// A hundred and twenty customers who buy every twenty days for two years; each other one stops some day, and one in ten pauses for half a year.
const HISTORY = `
with people as (
  select n, gen_random_uuid() as id, case when n % 2 = 0 then 40 + 5 * n else 0 end as stopped from generate_series(1, 120) n
), made as (
  insert into facts.customers (recorded_customer_id, event_id, first_seen_at, recorded_at, party_type, anonymous, imported)
  select id, gen_random_uuid(), now() - interval '2 years', now(), 'individual', false, true from people
)
insert into facts.purchases (purchase_id, event_id, recorded_customer_id, occurred_at, recorded_at, channel, amount_minor, currency,
  products, quantities, line_minors, imported)
select gen_random_uuid(), gen_random_uuid(), p.id, now() - make_interval(days => d, hours => p.n), now(), 'shop', 1000, 'EUR', '{}', '{}', '{}', true
from people p, generate_series(1, 720, 20) d where d >= p.stopped and (p.n % 10 <> 1 or d % 360 > 180)`;

const few: RiskContent['enough'] = {
  heardWithinDays: 365,
  left: 20,
  stayed: 20,
  heldOutLeft: 5,
  heldOutStayed: 20,
  ridge: 1,
};
const again = () => database.pool.query('delete from app.risk_samples');

it('replaces the model in force once a month, where it is better on cases that neither has seen, and keeps every outcome', async () => {
  const { pool } = database;
  const [now, shipped] = [new Date(), await riskModelAt(database.pool, new Date())];
  expect(await fitRisk(pool, now, shipped)).toEqual(shipped);
  expect(await lastRiskFit(pool)).toMatchObject({ outcome: 'tooFewCases', version: null });

  const poor = { ...shipped.content, intercept: 1, enough: few };
  const published = { validFrom: now, origin: 'published', publishedBy: 'spec', note: 'poor', content: poor } as const;
  const poorer = await publishRiskModel(pool, published);
  if (!poorer) throw new Error('it was not published');
  expect(await fitRisk(pool, now, poorer)).toBe(poorer);
  await again();
  const fitted = await fitRisk(pool, now, poorer);
  expect(fitted).toMatchObject({ version: 5, origin: 'fitted', note: expect.stringContaining('own history') });
  expect(fitted.content.features.recency.weight).toBeGreaterThan(0);
  expect(await lastRiskFit(pool)).toMatchObject({ outcome: 'replaced', version: 5, comparedWith: 4 });
  expect((await riskModelAt(pool, new Date())).version).toBe(5);

  await again();
  expect((await fitRisk(pool, now, fitted)).version).toBe(5);
  expect(await lastRiskFit(pool)).toMatchObject({ outcome: 'notBetter', version: null, comparedWith: 5 });
  const report = await riskReport(pool, new Date());
  expect(report).toMatchObject({
    model: { version: 5 },
    past: { lost: expect.any(Number) },
    lastFit: { outcome: 'notBetter' },
  });
  expect(report).toHaveProperty('past.discrimination.low');
});
