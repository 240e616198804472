import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Told } from '@rapport/testing';
import { identityMap } from '@rapport/messaging';
import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { commerceFacts } from './commerce-facts.projection.ts';
import { customerFacts } from './customer-facts.projection.ts';
import { numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { interactionFacts } from './interaction-facts.projection.ts';
import { purchaseFacts } from './purchase-facts.projection.ts';
import { classOfEach } from './value-class.query.ts';

let house: Warehouse;
beforeAll(async () => {
  house = await warehouse(identityMap, customerFacts, purchaseFacts, commerceFacts, interactionFacts);
});
afterAll(() => house.database.drop());
beforeEach(() =>
  house.rows(
    `truncate facts.purchases, facts.refunds, facts.interactions, facts.value_class, facts.value_class_months, facts.customers, app.exchange_rates`,
  ),
);

const usd = (minor: number, currency = 'USD') => ({ minor, currency });
const purchase = (customerId: string, minor: number, on: string, more: object = {}): Told => ({
  type: 'PurchaseMade',
  subject: customerId,
  occurredAt: `${on}T10:00:00.000Z`,
  data: { purchaseId: newId(), customerId, channel: 'web', amount: usd(minor), lines: [], ...more },
});
const contact = (customerId: string, cost: number, on: string): Told => ({
  type: 'InteractionRecorded',
  subject: customerId,
  occurredAt: `${on}T10:00:00.000Z`,
  data: {
    ...{ interactionId: newId(), customerId, channel: 'phone', direction: 'inbound', phase: 'afterSale' },
    ...{ type: 'enquiry', flags: [], cost: usd(cost) },
  },
});
const refund = (customerId: string, purchaseId: string, minor: number, on: string): Told => ({
  type: 'PurchaseRefunded',
  subject: customerId,
  occurredAt: `${on}T10:00:00.000Z`,
  data: {
    ...{ refundId: newId(), purchaseId, customerId, amount: usd(minor), refunded: usd(minor) },
    ...{ lines: [], reason: 'returned', whole: false },
  },
});
/** Works out the months of 2026 up to one, each at its end. */
const upTo = async (month: number, first = month): Promise<void> => {
  for (let m = first; m <= month; m++)
    await classOfEach(house.database.pool, `2026-0${m}-01`, new Date(Date.UTC(2026, m, 1)));
};
const classes = async (): Promise<Record<string, string>> => {
  const { rows } = await house.database.pool.query<{ id: string; class: string }>(
    'select customer_id as id, class from facts.value_class order by place nulls last, customer_id',
  );
  return Object.fromEntries(rows.map(row => [row.id, row.class]));
};
const money = (columns: string) => house.rows(`select ${columns} from facts.value_class order by customer_id`);
const [ada, ben, cleo, dan, eve] = [1, 2, 3, 4, 5].map(numbered) as [string, string, string, string, string];

describe('the value class of customers', () => {
  it('is by the rank of what they brought, cut where those before reach a share of the revenue', async () => {
    await house.deliver(
      ...[purchase(ada, 5000, '2026-01-10'), purchase(ben, 2500, '2026-01-11'), purchase(cleo, 2000, '2026-01-12')],
      purchase(dan, 500, '2026-01-13'),
    );
    await upTo(1);
    expect(await classes()).toEqual({ [ada]: 'diamond', [ben]: 'gold', [cleo]: 'silver', [dan]: 'other' });
  });

  it('is diamond for who is alone, and nobody has one where nobody bought', async () => {
    await upTo(1);
    expect(await classes()).toEqual({});
    await house.deliver(purchase(ada, 1, '2026-01-10'));
    await upTo(1);
    expect(await classes()).toEqual({ [ada]: 'diamond' });
  });

  it('counts twelve months, margin where the cost is known, less refunds and what contacts cost', async () => {
    const bought = purchase(ada, 1000, '2025-06-10', { cost: usd(600) });
    const id = String(Object(bought.data).purchaseId);
    await house.deliver(
      ...[purchase(ada, 9999, '2025-01-31'), bought, purchase(ada, 9999, '2026-02-01'), contact(ada, 30, '2026-01-02')],
      ...[refund(ada, id, 500, '2025-07-01'), refund(ada, id, 500, '2026-02-02'), purchase(ben, 100, '2026-01-31')],
    );
    await upTo(1);
    expect(
      await money('revenue_minor, margin_minor, serving_minor, contribution_minor, currency, place, class'),
    ).toEqual([
      {
        revenue_minor: 500,
        margin_minor: 200,
        serving_minor: 30,
        contribution_minor: 170,
        currency: 'USD',
        place: 1,
        class: 'diamond',
      },
      {
        revenue_minor: 100,
        margin_minor: 100,
        serving_minor: 0,
        contribution_minor: 100,
        currency: 'USD',
        place: 2,
        class: 'silver',
      },
    ]);
  });

  it('is the last one for who bought nothing, gave all back or costs more than the others bring', async () => {
    const back = purchase(cleo, 700, '2026-01-10');
    await house.deliver(
      ...[purchase(ada, 1000, '2026-01-10'), contact(ben, 10, '2026-01-10'), back],
      refund(cleo, String(Object(back.data).purchaseId), 700, '2026-01-12'),
      ...[purchase(dan, 40, '2026-01-10'), contact(dan, 90, '2026-01-10')],
    );
    await upTo(1);
    expect(await classes()).toEqual({ [ada]: 'diamond', [ben]: 'other', [cleo]: 'other', [dan]: 'other' });
    expect(await house.rows(`select contribution_minor from facts.value_class where customer_id = $1`, [dan])).toEqual([
      { contribution_minor: -50 },
    ]);
  });

  it('rises at once and falls when the rank was lower for two months', async () => {
    await house.deliver(
      purchase(ada, 9000, '2025-02-10'),
      purchase(ben, 5000, '2025-08-10'),
      purchase(cleo, 300, '2025-08-10'),
    );
    await upTo(1);
    expect(await classes()).toEqual({ [ada]: 'diamond', [ben]: 'gold', [cleo]: 'other' });
    await house.deliver(purchase(ada, 10, '2026-02-01'));
    await upTo(2);
    expect(await classes()).toEqual({ [ben]: 'diamond', [cleo]: 'silver', [ada]: 'diamond' });
    await upTo(3);
    expect(await classes()).toEqual({ [ben]: 'diamond', [cleo]: 'silver', [ada]: 'other' });
  });

  it('falls of who has nothing left, and is the same however often a month is worked out', async () => {
    await house.deliver(purchase(ada, 9000, '2025-02-10'), purchase(ben, 5000, '2025-08-10'));
    await upTo(1);
    for (const _ of [1, 2, 3]) await upTo(2);
    expect(await classes()).toEqual({ [ada]: 'diamond', [ben]: 'diamond' });
    await upTo(3);
    expect(await classes()).toEqual({ [ada]: 'other', [ben]: 'diamond' });
    await upTo(4);
    expect(await classes()).toEqual({ [ada]: 'other', [ben]: 'diamond' });
  });

  it('is one for merged records, two again when the merge is undone, and none of who was erased', async () => {
    await house.deliver(
      ...[purchase(ada, 3000, '2026-01-10'), purchase(ben, 2500, '2026-01-10'), purchase(cleo, 2600, '2026-01-10')],
      purchase(eve, 5000, '2026-01-10'),
      {
        type: 'CustomerRegistered',
        subject: eve,
        data: { customerId: eve, partyType: 'individual', anonymous: false },
      },
      {
        type: 'LifecycleStageMoved',
        subject: eve,
        data: { customerId: eve, from: 'new', to: 'erased', reason: 'erasure' },
      },
    );
    await upTo(1);
    expect(await classes()).toEqual({ [ada]: 'diamond', [cleo]: 'diamond', [ben]: 'gold' });
    const merge = { survivorId: ada, absorbedId: ben, reason: 'sameParty' };
    await house.deliver({ type: 'CustomersMerged', subject: ada, data: merge });
    await upTo(2);
    expect(await classes()).toEqual({ [ada]: 'diamond', [cleo]: 'diamond' });
    await house.deliver({ type: 'CustomersUnmerged', subject: ada, data: { ...merge, reason: 'wrongMerge' } });
    await upTo(2);
    expect(await classes()).toEqual({ [ada]: 'diamond', [cleo]: 'diamond', [ben]: 'gold' });
  });

  it('counts money of other currencies by the rate of the day, and leaves out what has none', async () => {
    await house.rows(
      `insert into app.exchange_rates (currency, valid_from, rate, published_by) values
       ('EUR', '2025-01-01', 1.1, 'spec'), ('EUR', '2026-01-15', 1.2, 'spec')`,
    );
    await house.deliver(
      ...[purchase(ada, 100, '2026-01-10'), purchase(ada, 100, '2026-01-11'), purchase(ada, 100, '2026-01-12')],
      purchase(ben, 1000, '2026-01-10', { amount: usd(1000, 'EUR') }),
      purchase(ben, 1000, '2026-01-20', { amount: usd(1000, 'EUR') }),
      purchase(cleo, 1000, '2026-01-20', { amount: usd(1000, 'GBP') }),
    );
    await upTo(1);
    expect(await money('customer_id, revenue_minor')).toEqual([
      { customer_id: ada, revenue_minor: 300 },
      { customer_id: ben, revenue_minor: 2300 },
    ]);
  });

  it('is that of the rule, whoever bought what, and no revenue is lost', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 45 })), {
          minLength: 1,
          maxLength: 25,
        }),
        async amounts => {
          await house.rows('truncate facts.purchases, facts.value_class, facts.value_class_months');
          await house.deliver(
            ...amounts.map(([minor, cost], n) => purchase(numbered(n), minor, '2026-01-10', { cost: usd(cost) })),
          );
          await upTo(1);
          const all = amounts
            .map(([revenue, cost], n) => ({ id: numbered(n), revenue, contribution: revenue - cost }))
            .sort((a, b) => b.contribution - a.contribution || b.revenue - a.revenue || (a.id < b.id ? -1 : 1));
          const total = all.reduce((sum, { revenue }) => sum + revenue, 0);
          let before = 0;
          const expected = all.map(({ id, revenue }) => {
            const share = (100 * before) / total;
            before += revenue;
            return [
              id,
              revenue === 0 ? 'other' : share < 50 ? 'diamond' : share < 75 ? 'gold' : share < 95 ? 'silver' : 'other',
            ];
          });
          expect(await classes()).toEqual(Object.fromEntries(expected));
          expect(await money('0 as x, sum(revenue_minor) over () :: bigint as total')).toContainEqual({ x: 0, total });
        },
      ),
      { numRuns: 25 },
    ));
});
