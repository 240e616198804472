import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { calibration, discrimination, type Foretold } from '@rapport/statistics';
import { commerceFacts } from './projections/commerce-facts.projection.ts';
import { complaintFacts } from './projections/complaint-facts.projection.ts';
import { customerFacts } from './projections/customer-facts.projection.ts';
import { warehouse, type Warehouse } from './projections/facts.fixture.ts';
import { feedbackFacts } from './projections/feedback-facts.projection.ts';
import { interactionFacts } from './projections/interaction-facts.projection.ts';
import { memberFacts } from './projections/member-facts.projection.ts';
import { promiseFacts } from './projections/promise-facts.projection.ts';
import { purchaseFacts } from './projections/purchase-facts.projection.ts';
import { riskModelAt } from './projections/risk-model.query.ts';
import { riskOfEach } from './projections/risk.query.ts';
import { standardFacts } from './projections/standard-facts.projection.ts';
import { satisfaction } from './projections/satisfaction.projection.ts';
import { idOf, simulated } from './projections/simulated.fixture.ts';

const NOW = new Date('2026-08-01T00:00:00Z');
const LATER = new Date('2026-10-30T00:00:00Z');
/** Any will do: the weights know none of them. */
const SEEDS = ['amber', 'birch', 'cedar'];

let house: Warehouse;
beforeAll(async () => {
  const facts = [customerFacts, interactionFacts, feedbackFacts, purchaseFacts, commerceFacts, complaintFacts];
  house = await warehouse(identityMap, ...facts, promiseFacts, memberFacts, standardFacts, satisfaction);
});
afterAll(() => house.database.drop());

/** What the shipped model foretells of people of this seed, beside what became of them in the 90 days after. */
async function foretold(seed: string): Promise<Foretold[]> {
  const { pool } = house.database;
  const { events, lives } = simulated(seed, 400, NOW, LATER);
  for (let from = 0; from < events.length; from += 2000) await house.deliver(...events.slice(from, from + 2000));
  await riskOfEach(pool, NOW, await riskModelAt(pool, NOW));
  const { rows } = await pool.query<{ id: string; risk: number }>(
    'select customer_id as id, risk from facts.retention_risk',
  );
  const risks = new Map(rows.map(({ id, risk }) => [id, risk]));
  return lives.flatMap(({ customer, contacts }) => {
    const p = risks.get(idOf(seed, customer.key));
    const isHeard = contacts.some(
      contact =>
        contact.at > NOW &&
        (contact.kind === 'purchase' || (contact.kind === 'interaction' && contact.direction === 'inbound')),
    );
    return p === undefined ? [] : [{ p, y: !isHeard }];
  });
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the shipped model of risk, on simulated lives of which it was told until a day', () => {
  it('foretells as many lost as were lost in the 90 days after, and tells them from the others', async () => {
    const cases: Foretold[] = [];
    for (const seed of SEEDS) {
      const these = await foretold(seed);
      expect(these.length).toBeGreaterThan(300);
      cases.push(...these);
    }
    const lost = mean(cases.map(({ y }) => Number(y)));
    expect(Math.abs(mean(cases.map(({ p }) => p)) - lost)).toBeLessThan(0.05);
    expect(mean(cases.map(({ p }) => Number(p >= 0.5)))).toBeLessThan(lost + 0.05);
    expect(discrimination(cases)?.value).toBeGreaterThan(0.8);
    for (const { foretold: said, came } of calibration(cases))
      expect(Math.abs(said - (came?.value ?? 0))).toBeLessThan(0.2);
  }, 120_000);
});
