import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commerceFacts } from '../projections/commerce-facts.projection.ts';
import { numbered, warehouse, type Warehouse } from '../projections/facts.fixture.ts';
import { purchaseFacts } from '../projections/purchase-facts.projection.ts';
import { classOfEach } from '../projections/value-class.query.ts';
import { classShares } from './value-classes.ts';
import { keepRate, publishRule, readRates, readRules, ruleInForce } from './value-rules.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(purchaseFacts, commerceFacts);
});
afterAll(() => house.database.drop());

const bought = (n: number, minor: number, currency = 'USD') => ({
  type: 'PurchaseMade' as const,
  subject: numbered(n),
  occurredAt: '2026-01-10T10:00:00.000Z',
  data: {
    ...{ purchaseId: numbered(100 + n), customerId: numbered(n), channel: 'web', lines: [] },
    amount: { minor, currency },
  },
});
const shares = async (month?: string) =>
  classShares(house.database.pool, month, await ruleInForce(house.database.pool));

describe('the shares of value classes', () => {
  it('are none before anybody was ranked', async () => {
    expect(await shares()).toMatchObject({ month: null, classes: [{ customers: 0, revenueShare: null }, {}, {}, {}] });
  });

  it('are what each brings of all, beside the reference, and add up', async () => {
    await house.deliver(bought(1, 5000), bought(2, 2500), bought(3, 2000), bought(4, 500), bought(5, 1, 'EUR'));
    await classOfEach(house.database.pool, '2026-01-01', new Date('2026-02-01T00:00:00Z'));
    const { classes, revenue, ...rest } = await shares('2026-01');
    expect(rest).toMatchObject({
      month: '2026-01',
      currency: 'USD',
      rule: 1,
      withoutRate: 1,
      profit: { gini: revenue.gini },
    });
    expect(classes).toMatchObject([
      {
        valueClass: 'diamond',
        customers: 1,
        revenueShare: 0.5,
        profitShare: 0.5,
        reference: { revenueShare: 50, profitShare: 65 },
      },
      { valueClass: 'gold', customers: 1, revenueShare: 0.25, reference: { revenueShare: 25, profitShare: 15 } },
      {
        valueClass: 'silver',
        revenueMinor: 2000,
        revenueShare: 0.2,
        services: ['standardSolution', 'priceAdvantages'],
      },
      { valueClass: 'other', customersShare: 0.25, revenueShare: 0.05, lookedAfterBy: ['serviceTeam'] },
    ]);
    expect(revenue.gini).toBeCloseTo(0.35);
    expect(revenue.curve.map(({ share }) => share)).toEqual([0, 0.05, 0.25, 0.5, 1]);
    expect(await shares('2025-12')).toMatchObject({ month: null });
  });
});

describe('the rule', () => {
  it('is published in versions, and ranks from then on', async () => {
    const { pool } = house.database;
    const { version: _v, validFrom: _f, publishedBy: _b, publishedAt: _a, ...rule } = await ruleInForce(pool);
    const halves = rule.classes.map(one => (one.code === 'diamond' ? { ...one, upTo: 75 } : one));
    const { validFrom } = await publishRule(pool, { ...rule, classes: halves }, 'somebody');
    await classOfEach(pool, '2026-01-01', validFrom);
    expect(await readRules(pool, undefined, 10)).toMatchObject([
      { version: 2, publishedBy: 'somebody' },
      { version: 1 },
    ]);
    const reversed = { ...rule, classes: rule.classes.toReversed() };
    await expect(publishRule(pool, reversed, 'somebody')).rejects.toThrow();
    const open = rule.classes.map(one => ({ ...one, upTo: 50 }));
    await expect(publishRule(pool, { ...rule, classes: open }, 'somebody')).rejects.toThrow();
    await expect(publishRule(pool, { ...rule, validFrom: '2020-01-01T00:00:00Z' }, 'somebody')).rejects.toThrow();
  });

  it('counts other currencies once their rate is known', async () => {
    const { pool } = house.database;
    await keepRate(pool, { currency: 'EUR', validFrom: '2026-01-01', rate: 2 }, 'somebody');
    await keepRate(pool, { currency: 'EUR', validFrom: '2026-01-01', rate: 1.25 }, 'somebody');
    expect(await readRates(pool)).toEqual([{ currency: 'EUR', validFrom: '2026-01-01', rate: 1.25 }]);
    expect(await shares('2026-01')).toMatchObject({ withoutRate: 0 });
  });
});
