import { describe, expect, it } from '@jest/globals';
import { interactionsEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { delivery, type DeliveryFacts } from './delivery.ts';
import { goal } from './goal.ts';
import { order } from './order.ts';
import { requirements } from './requirements.ts';

const { DeliveryMade, GoalSet, GoalReviewed, OrderPlaced, OrderCancelled } = interactionsEvents;

describe('an order', () => {
  const placed = { type: 'OrderPlaced', data: OrderPlaced.example } as const;
  const cancelled = { type: 'OrderCancelled', data: OrderCancelled.example } as const;
  const cancel = { type: 'CancelOrder', reason: 'changedMind', byCustomer: true } as const;
  const given = specification(order).given;

  it('is placed once and may be withdrawn once', () => {
    given([]).when({ type: 'PlaceOrder', facts: OrderPlaced.example }).then([placed]);
    given([placed]).when({ type: 'PlaceOrder', facts: OrderPlaced.example }).thenNothing();
    given([placed]).when(cancel).then([cancelled]);
    given([placed, cancelled]).when(cancel).thenNothing();
    given([]).when(cancel).thenRefused('order-unknown');
  });
  it('is the sum of its lines', () => {
    const lines = [{ product: 'cd', quantity: 1, amount: { minor: 1, currency: 'USD' } }];
    given([])
      .when({ type: 'PlaceOrder', facts: { ...OrderPlaced.example, lines } })
      .thenRefused('amount-mismatch');
  });
});

describe('a delivery', () => {
  const { sentOnTime: _s, arrivedOnTime: _a, promisedAt: _p, ...plain } = DeliveryMade.example;
  const made = (facts: DeliveryFacts) => specification(delivery).given([]).when({ type: 'MakeDelivery', facts });
  const told = (facts: DeliveryFacts) =>
    delivery.decide({ type: 'MakeDelivery', facts }, delivery.initial).events[0]?.data;

  it('was in time where it arrived by what was promised, to the moment; nobody knows where nothing was', () => {
    const deliveredAt = '2026-03-05T16:00:00.000Z';
    expect(told({ ...plain, deliveredAt, promisedAt: deliveredAt })).toMatchObject({ arrivedOnTime: true });
    expect(told({ ...plain, deliveredAt, promisedAt: '2026-03-05T15:59:59.999Z' })).toMatchObject({
      arrivedOnTime: false,
    });
    expect(told({ ...plain, deliveredAt })).not.toHaveProperty('arrivedOnTime');
  });
  it('was sent in time where it left by what was due', () => {
    const times = { dispatchedAt: '2026-03-04T10:00:00.000Z', dispatchDueAt: '2026-03-04T09:00:00.000Z' };
    expect(told({ ...plain, ...times })).toMatchObject({ sentOnTime: false });
    expect(told({ ...plain, dispatchDueAt: times.dispatchDueAt })).not.toHaveProperty('sentOnTime');
  });
  it('cannot arrive before it left, nor lose more than there was', () => {
    made({ ...plain, dispatchedAt: '2026-03-06T10:00:00.000Z' }).thenRefused('time-order');
    made({ ...plain, quantity: 2, lost: 3 }).thenRefused('count-mismatch');
  });
});

describe('requirements before a service', () => {
  const facts = { requirementsId: OrderPlaced.example.orderId, customerId: OrderPlaced.example.customerId };
  const record = (...answers: Parameters<typeof requirements.decide>[0]['answers'][number][]) =>
    ({ type: 'RecordRequirements', ...facts, answers }) as const;

  it('keep the words of the customer apart from what is told', () => {
    const { personal } = specification(requirements)
      .given([])
      .when(record({ topic: 'displeasedSoFar', text: 'Ben never calls back' }, { topic: 'transportTime', hours: 24 }))
      .then([
        {
          type: 'RequirementsRecorded',
          data: {
            ...facts,
            answers: [
              { topic: 'displeasedSoFar', told: true },
              { topic: 'transportTime', hours: 24, told: false },
            ],
          },
        },
      ]);
    expect(personal).toEqual({ words: { displeasedSoFar: 'Ben never calls back' } });
  });
  it('have one answer for a topic', () => {
    specification(requirements)
      .given([])
      .when(record({ topic: 'storage', choice: 'yes' }, { topic: 'storage', choice: 'no' }))
      .thenRefused('survey-mismatch');
  });
});

describe('a goal', () => {
  const set = { type: 'GoalSet', data: GoalSet.example } as const;
  const { goalId: _g, customerId: _c, ...review } = GoalReviewed.example;
  const given = specification(goal).given;

  it('is agreed once and reviewed together, once a day', () => {
    given([]).when({ type: 'SetGoal', facts: GoalSet.example }).then([set]);
    given([set]).when({ type: 'SetGoal', facts: GoalSet.example }).thenNothing();
    const reviewed = { type: 'GoalReviewed', data: GoalReviewed.example } as const;
    const { personal } = given([set]).when({ type: 'ReviewGoal', review, remark: 'Ben was content' }).then([reviewed]);
    expect(personal).toEqual({ [`remark:${review.reviewedOn}`]: 'Ben was content' });
    given([set, reviewed]).when({ type: 'ReviewGoal', review }).thenNothing();
    given([]).when({ type: 'ReviewGoal', review }).thenRefused('goal-unknown');
  });
  it('for a share lies between 0 and 1, for the volume anywhere, and ends after it begins', () => {
    const facts = { ...GoalSet.example, target: 98 };
    given([]).when({ type: 'SetGoal', facts }).thenRefused('goal-out-of-range');
    const volume = { ...facts, measure: 'volume' as const };
    given([])
      .when({ type: 'SetGoal', facts: volume })
      .then([{ type: 'GoalSet', data: volume }]);
    given([])
      .when({ type: 'SetGoal', facts: { ...volume, until: '2025-12' } })
      .thenRefused('time-order');
  });
});
