import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { checkHistory, healthChecks } from './health.projection.ts';
import { merged, registered, unmerged } from './told.fixture.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let [firm, office] = ['', ''];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, healthChecks] });
});
beforeEach(() => {
  [firm, office] = [newId(), newId()];
});
afterAll(() => database.drop());

const checked = (customerId: string, month: number, relation: number, attitude = 6): Told => ({
  type: 'HealthChecked',
  subject: customerId,
  occurredAt: `2026-0${month}-01T09:00:00.000Z`,
  data: {
    checkId: newId(),
    customerId,
    version: 1,
    scores: [
      { indicator: 'attitude', score: attitude },
      { indicator: 'relation', score: relation },
    ],
  },
});
const healthOf = async (customer: string) => (await customerDocuments(database.pool, [customer])).get(customer)?.health;

describe('the health in the view', () => {
  it('is the last check by business time, with what changed since the one before, and the trend', async () => {
    await deliver(registered(firm), checked(firm, 6, 4), checked(firm, 3, 6, 5));
    expect(await healthOf(firm)).toMatchObject({
      checkedAt: '2026-06-01T09:00:00.000Z',
      mean: 5,
      scores: [
        { indicator: 'attitude', score: 6, change: 1 },
        { indicator: 'relation', score: 4, change: -2 },
      ],
      trend: [{ mean: 5.5 }, { mean: 5 }],
    });
  });

  it('is null before the first', async () => {
    await deliver(registered(firm));
    expect(await healthOf(firm)).toBeNull();
  });

  it('of a merged customer is one history, and its undoing leaves each its own', async () => {
    await deliver(registered(firm), registered(office), checked(firm, 3, 6), checked(office, 6, 4));
    const before = [await healthOf(firm), await healthOf(office)];
    await deliver(...merged(firm, office));
    expect((await healthOf(firm))?.scores[1]).toEqual({ indicator: 'relation', score: 4, change: -2 });
    const asked = { recorded: [firm, office], before: undefined, limit: 10 };
    expect(await checkHistory(database.pool, asked)).toHaveLength(2);
    await deliver(...unmerged(firm, office));
    expect([await healthOf(firm), await healthOf(office)]).toEqual(before);
  });
});
