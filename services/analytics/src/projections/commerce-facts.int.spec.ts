import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import type { Told } from '@rapport/testing';
import { commerceFacts } from './commerce-facts.projection.ts';
import { numbered, warehouse, type Warehouse } from './facts.fixture.ts';
import { purchaseFacts } from './purchase-facts.projection.ts';

const {
  DeliveryMade,
  GoalReviewed,
  GoalSet,
  OrderCancelled,
  OrderPlaced,
  PurchaseMade,
  PurchaseRefunded,
  RequirementsRecorded,
} = interactionsEvents;
let house: Warehouse;
let n = 0;
beforeAll(async () => {
  house = await warehouse(purchaseFacts, commerceFacts);
});
afterAll(() => house.database.drop());

const someone = (): string => numbered(++n);
const delivered = (customerId: string, more: Partial<typeof DeliveryMade.example> = {}): Told => ({
  type: 'DeliveryMade',
  subject: customerId,
  data: { ...DeliveryMade.example, deliveryId: numbered(++n), customerId, ...more },
});
const kinds = async (customerId: string): Promise<unknown[]> =>
  house.rows('select kind, score from app.experiences where recorded_customer_id = $1 order by kind', [customerId]);

describe('facts of commerce', () => {
  it('are each there once, for analysts under the customer as known today', async () => {
    const customerId = someone();
    const about = { subject: customerId };
    await house.deliver(
      { ...about, type: 'OrderPlaced', data: { ...OrderPlaced.example, orderId: numbered(91), customerId } },
      { ...about, type: 'OrderPlaced', data: { ...OrderPlaced.example, orderId: numbered(92), customerId } },
      { ...about, type: 'OrderPlaced', data: { ...OrderPlaced.example, orderId: numbered(93), customerId } },
      { ...about, type: 'OrderCancelled', data: { ...OrderCancelled.example, orderId: numbered(92), customerId } },
      {
        ...about,
        type: 'PurchaseMade',
        data: { ...PurchaseMade.example, customerId, orderId: numbered(93), cost: { minor: 2000, currency: 'USD' } },
      },
      { ...about, type: 'PurchaseRefunded', data: { ...PurchaseRefunded.example, customerId } },
      { ...about, type: 'RequirementsRecorded', data: { ...RequirementsRecorded.example, customerId } },
      { ...about, type: 'GoalSet', data: { ...GoalSet.example, customerId } },
      { ...about, type: 'GoalReviewed', data: { ...GoalReviewed.example, customerId } },
      {
        ...about,
        type: 'GoalReviewed',
        data: { ...GoalReviewed.example, customerId, reviewedOn: '2026-05-04', met: false },
      },
    );
    const of = (view: string, columns: string) =>
      house.rows(`select ${columns} from analytics.${view} where customer_id = $1 order by 1`, [customerId]);
    expect(await of('orders', 'order_id, status, cancelled_because')).toEqual([
      { order_id: numbered(91), status: 'placed', cancelled_because: null },
      { order_id: numbered(92), status: 'cancelled', cancelled_because: 'changedMind' },
      { order_id: numbered(93), status: 'purchased', cancelled_because: null },
    ]);
    expect(await of('purchases', 'amount_minor, cost_minor, order_id')).toEqual([
      { amount_minor: 2933, cost_minor: 2000, order_id: numbered(93) },
    ]);
    expect(await of('refunds', 'amount_minor, refunded_minor, whole')).toEqual([
      { amount_minor: 933, refunded_minor: 933, whole: false },
    ]);
    expect(await of('requirements', 'topic, choice, told')).toEqual([
      { topic: 'deliverToDoor', choice: 'yes', told: false },
    ]);
    expect(await of('goals', 'measure, target, reviewed_on::text as reviewed, met')).toEqual([
      { measure: 'arrivedOnTime', target: 0.98, reviewed: '2026-05-04', met: false },
    ]);
  });
});

describe('what a delivery is worth to its customer', () => {
  it('is good where all was right and in time', async () => {
    const customerId = someone();
    await house.deliver(delivered(customerId));
    expect(await kinds(customerId)).toEqual([{ kind: 'deliveryRight', score: 0.2 }]);
  });

  it('is bad for each thing that went wrong', async () => {
    const customerId = someone();
    await house.deliver(delivered(customerId, { arrivedOnTime: false, damaged: true, documentsRight: false }));
    expect(await kinds(customerId)).toEqual([
      { kind: 'deliveryDamaged', score: -0.6 },
      { kind: 'deliveryLate', score: -0.4 },
      { kind: 'deliveryWrongPapers', score: -0.3 },
    ]);
  });

  it('is neither where something was missing, or no time was promised', async () => {
    const customerId = someone();
    const { arrivedOnTime: _none, ...unpromised } = DeliveryMade.example;
    await house.deliver(delivered(customerId, { complete: false }), {
      type: 'DeliveryMade',
      subject: customerId,
      data: { ...unpromised, deliveryId: numbered(++n), customerId },
    });
    expect(await kinds(customerId)).toEqual([]);
  });
});
