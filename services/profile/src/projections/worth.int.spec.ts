import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { analyticsEvents } from '@rapport/contracts';
import { identityMap } from '@rapport/messaging';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { customerDocuments } from './customer-document.ts';
import { customerView } from './customer-view.projection.ts';
import { merged, registered, unmerged } from './told.fixture.ts';
import { worth } from './worth.projection.ts';

let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
let [ada, tablet] = ['', ''];
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [identityMap, customerView, worth] });
});
beforeEach(() => {
  [ada, tablet] = [newId(), newId()];
});
afterAll(() => database.drop());

const at = '2026-03-01T02:00:00.000Z';
const { CustomerValueEstimated, ServiceStrategyProposed, NextBestActionProposed, NextBestActionDecided } =
  analyticsEvents;
type Action = 'repair' | 'stopExtraSpending' | 'keep' | 'develop';
type Estimated = (typeof CustomerValueEstimated)['example'];
const estimated = (customerId: string, more: Partial<Estimated> = {}): Told => ({
  type: 'CustomerValueEstimated',
  subject: customerId,
  occurredAt: at,
  data: { ...CustomerValueEstimated.example, customerId, ...more },
});
const strategy = (customerId: string): Told => ({
  type: 'ServiceStrategyProposed',
  subject: customerId,
  occurredAt: at,
  data: { ...ServiceStrategyProposed.example, customerId },
});
const proposed = (to: Action): Told => ({
  type: 'NextBestActionProposed',
  subject: ada,
  occurredAt: at,
  data: { ...NextBestActionProposed.example, customerId: ada, to, needsDecision: to === 'stopExtraSpending' },
});
const decided = (action: Action): Told => ({
  type: 'NextBestActionDecided',
  subject: ada,
  occurredAt: at,
  data: { ...NextBestActionDecided.example, customerId: ada, action },
});
const viewOf = async (id = ada) => (await customerDocuments(database.pool, [id])).get(id);
const actionOf = async () => (await viewOf())?.nextBestAction;

describe('what a customer is worth, in the view', () => {
  it('is nothing before it was told', async () => {
    await deliver(registered(ada));
    expect(await viewOf()).toMatchObject({
      ...{ lifetimeValue: null, shareOfWallet: null, serviceStrategy: null, nextBestAction: null },
    });
  });

  it('is what was told last, of each by itself', async () => {
    await deliver(registered(ada), estimated(ada), strategy(ada));
    expect(await viewOf()).toMatchObject({
      lifetimeValue: { horizonMonths: 36, asOf: at },
      shareOfWallet: { share: 0.25 },
    });
    const { shareOfWallet: _, ...data } = CustomerValueEstimated.example;
    await deliver({
      ...{ type: 'CustomerValueEstimated', subject: ada, occurredAt: at },
      data: { ...data, customerId: ada, estimates: [] },
    });
    expect(await viewOf()).toMatchObject({
      lifetimeValue: null,
      shareOfWallet: null,
      serviceStrategy: { strategy: 'deep', contacts: 8 },
    });
  });

  it('is of a merged customer what was told of the survivor, and each its own when the merge is undone', async () => {
    await deliver(registered(ada), registered(tablet), estimated(tablet));
    await deliver(...merged(ada, tablet));
    expect(await viewOf()).toMatchObject({ lifetimeValue: { horizonMonths: 36 } });
    await deliver(estimated(ada, { horizonMonths: 12 }));
    expect(await viewOf()).toMatchObject({ lifetimeValue: { horizonMonths: 12 } });
    await deliver(...unmerged(ada, tablet));
    expect([await viewOf(), await viewOf(tablet)]).toMatchObject([
      { lifetimeValue: { horizonMonths: 12 } },
      { lifetimeValue: { horizonMonths: 36 } },
    ]);
  });
});

describe('the next best action in the view', () => {
  it('holds when it is proposed, but for what a manager has to decide', async () => {
    await deliver(registered(ada), proposed('repair'));
    expect(await actionOf()).toMatchObject({ action: 'repair', decision: null });
    await deliver(proposed('stopExtraSpending'));
    expect(await actionOf()).toMatchObject({ action: null, proposed: 'stopExtraSpending' });
  });

  it('holds as decided until something else is proposed', async () => {
    await deliver(registered(ada), proposed('stopExtraSpending'), decided('keep'));
    expect(await actionOf()).toMatchObject({
      action: 'keep',
      decision: { reason: 'strategicCustomer', decidedAt: at },
    });
    await deliver(proposed('develop'));
    expect(await actionOf()).toMatchObject({ action: 'develop', decision: null });
  });
});
