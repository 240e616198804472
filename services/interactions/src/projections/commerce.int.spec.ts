import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { delivery, testDatabase, type TestDatabase, type Told } from '@rapport/testing';
import { v7 as newId } from 'uuid';
import { migrations } from '../migrations/index.ts';
import { commerce } from './commerce.projection.ts';
import { followingOrder, listCommerce } from './commerce.query.ts';
import { countDeliveries, goalsOf, moneyByMonth } from './report.query.ts';

const { DeliveryMade, GoalReviewed, GoalSet, OrderPlaced, PurchaseMade, PurchaseRefunded } = interactionsEvents;
let database: TestDatabase;
let deliver: (...events: readonly Told[]) => Promise<void>;
beforeAll(async () => {
  database = await testDatabase(migrations);
  deliver = delivery(database.pool, { projections: [commerce] });
});
afterAll(() => database.drop());

const march = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;

describe('what is kept of commerce', () => {
  it('is there once, newest first, page by page, and found by its order', async () => {
    const [subject, orderId] = [newId(), newId()];
    const bought = (day: number): Told => ({
      type: 'PurchaseMade',
      subject,
      occurredAt: march(day),
      data: { ...PurchaseMade.example, purchaseId: newId(), customerId: subject, orderId },
    });
    await deliver(bought(2), bought(4));
    await deliver(bought(3), {
      type: 'OrderPlaced',
      subject,
      data: { ...OrderPlaced.example, orderId, customerId: subject },
    });
    const first = await listCommerce(database.pool, 'purchase', [subject], undefined, 2);
    const rest = await listCommerce(database.pool, 'purchase', [subject], first[1], 2);
    expect([...first, ...rest].map(({ occurredAt }) => occurredAt)).toEqual([march(4), march(3), march(2)]);
    expect((await followingOrder(database.pool, orderId)).map(({ kind }) => kind)).toHaveLength(3);
    expect(await listCommerce(database.pool, 'order', [newId()], undefined, 2)).toEqual([]);
  });

  it('is counted by month and place for the report, under all ids of the customer', async () => {
    const [ada, tablet] = [newId(), newId()];
    const brought = (subject: string, day: number, more: Partial<typeof DeliveryMade.example> = {}): Told => ({
      type: 'DeliveryMade',
      subject,
      occurredAt: march(day),
      data: { ...DeliveryMade.example, deliveryId: newId(), customerId: subject, ...more },
    });
    const { arrivedOnTime: _none, ...unpromised } = DeliveryMade.example;
    await deliver(
      brought(ada, 2),
      brought(tablet, 3, { arrivedOnTime: false, damaged: true }),
      {
        type: 'DeliveryMade',
        subject: ada,
        occurredAt: march(4),
        data: { ...unpromised, deliveryId: newId(), customerId: ada },
      },
      brought(ada, 5, { place: 'bonn', lost: 1, documentsRight: false }),
    );
    const counted = await countDeliveries(database.pool, [ada, tablet], { from: '2026-03', until: '2026-03' });
    expect(counted).toMatchObject([
      { place: 'berlin', deliveries: 3, volume: 36, arrivedKnown: 2, arrivedOnTime: 1, sentKnown: 0, lossAndDamage: 1 },
      { place: 'bonn', deliveries: 1, documentsRight: 0, shippedRight: 0, lossAndDamage: 1 },
    ]);
    expect(await countDeliveries(database.pool, [ada], { from: '2026-04', until: '2026-05' })).toEqual([]);
  });

  it('has goals with their reviews, and what was paid beside what was given back', async () => {
    const subject = newId();
    const ids = { goalId: newId(), customerId: subject };
    await deliver(
      { type: 'GoalSet', subject, data: { ...GoalSet.example, ...ids } },
      { type: 'GoalReviewed', subject, data: { ...GoalReviewed.example, ...ids } },
      { type: 'PurchaseMade', subject, occurredAt: march(2), data: { ...PurchaseMade.example, customerId: subject } },
      {
        type: 'PurchaseRefunded',
        subject,
        occurredAt: march(9),
        data: { ...PurchaseRefunded.example, customerId: subject },
      },
    );
    expect(await goalsOf(database.pool, [subject])).toMatchObject([
      { measure: 'arrivedOnTime', reviews: [{ met: true }] },
    ]);
    expect(await moneyByMonth(database.pool, [subject], { from: '2026-03', until: '2026-03' })).toEqual([
      { month: '2026-03', currency: 'USD', bought: 2933, refunded: 933 },
    ]);
  });
});
