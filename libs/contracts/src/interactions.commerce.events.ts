import Type from 'typebox';
import { event } from './event.ts';
import { Code, Count, Day, Instant, Money, oneOf, Uuid } from './values.ts';

/** What is asked before a service begins; texts are personal and stay with the service. */
export const REQUIREMENT_TOPICS = [
  'collectAtDoor',
  'deliverToDoor',
  'transportTime',
  'storage',
  'rework',
  'displeasedSoFar',
  'levelExpected',
  'customersCustomer',
  'goalsNear',
  'goalsMiddle',
  'goalsFar',
] as const;
/** What goals may be set for: the figures of the report to the customer. */
export const GOAL_MEASURES = [
  'volume',
  'sentOnTime',
  'arrivedOnTime',
  'documentsRight',
  'shippedRight',
  'lossAndDamage',
  'accidents',
] as const;

const Month = Type.String({ pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])$', description: 'Month, UTC' });
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const orderId = '0190a3c5-0000-7000-8000-000000000005';
const goalId = '0190a3c5-0000-7000-8000-000000000008';
const purchaseId = '0190a3c5-0000-7000-8000-000000000003';
const Lines = Type.Array(
  Type.Object({ product: Code, quantity: Type.Integer({ minimum: 0, maximum: 1e6 }), amount: Money }),
  { maxItems: 200 },
);

export const commerceEvents = {
  RequirementsRecorded: event(
    'interactions',
    'RequirementsRecorded',
    'The customer said what it needs before a service begins.',
    Type.Object({
      requirementsId: Uuid,
      customerId: Uuid,
      answers: Type.Array(
        Type.Object({
          topic: oneOf(REQUIREMENT_TOPICS),
          choice: Type.Optional(Code),
          hours: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
          told: Type.Boolean({ description: 'Whether the customer said it in words; they stay with the service' }),
        }),
        { maxItems: 11 },
      ),
    }),
    {
      requirementsId: '0190a3c5-0000-7000-8000-000000000004',
      customerId,
      answers: [{ topic: 'deliverToDoor', choice: 'yes', told: false }],
    },
  ),
  OrderPlaced: event(
    'interactions',
    'OrderPlaced',
    'The customer ordered something. It is a purchase once it is paid.',
    Type.Object({
      orderId: Uuid,
      customerId: Uuid,
      channel: Code,
      amount: Money,
      lines: Lines,
      promisedAt: Type.Optional(Type.String({ ...Instant, description: 'By when it was promised to be delivered' })),
    }),
    { orderId, customerId, channel: 'web', amount: { minor: 2933, currency: 'USD' }, lines: [] },
  ),
  OrderCancelled: event(
    'interactions',
    'OrderCancelled',
    'An order was withdrawn before it was delivered.',
    Type.Object({ orderId: Uuid, customerId: Uuid, reason: Code, byCustomer: Type.Boolean() }),
    { orderId, customerId, reason: 'changedMind', byCustomer: true },
  ),
  PurchaseRefunded: event(
    'interactions',
    'PurchaseRefunded',
    'The customer got back what was paid, or a part of it. Never more than was paid, over all refunds.',
    Type.Object({
      refundId: Uuid,
      purchaseId: Uuid,
      customerId: Uuid,
      amount: Money,
      lines: Lines,
      reason: Code,
      refunded: Type.Object(Money.properties, { description: 'Over all refunds of the purchase, this one included' }),
      paid: Type.Optional(Type.Object(Money.properties, { description: 'What the purchase had cost' })),
      whole: Type.Boolean({ description: 'Whether all that was paid has been given back' }),
    }),
    {
      refundId: '0190a3c5-0000-7000-8000-000000000006',
      purchaseId,
      customerId,
      amount: { minor: 933, currency: 'USD' },
      lines: [],
      reason: 'returned',
      refunded: { minor: 933, currency: 'USD' },
      paid: { minor: 2933, currency: 'USD' },
      whole: false,
    },
  ),
  DeliveryMade: event(
    'interactions',
    'DeliveryMade',
    'Something was brought to the customer: in time or late, complete, with the right papers, unharmed, or not.',
    Type.Object({
      deliveryId: Uuid,
      customerId: Uuid,
      orderId: Type.Optional(Uuid),
      quantity: Count,
      place: Type.Optional(Code),
      region: Type.Optional(Code),
      dispatchDueAt: Type.Optional(Instant),
      dispatchedAt: Type.Optional(Instant),
      promisedAt: Type.Optional(Instant),
      deliveredAt: Instant,
      sentOnTime: Type.Optional(Type.Boolean({ description: 'Absent where no time was due or none is known' })),
      arrivedOnTime: Type.Optional(Type.Boolean({ description: 'Absent where no time was promised' })),
      complete: Type.Boolean(),
      documentsRight: Type.Boolean(),
      damaged: Type.Boolean(),
      lost: Count,
      accident: Type.Boolean(),
    }),
    {
      deliveryId: '0190a3c5-0000-7000-8000-000000000007',
      customerId,
      orderId,
      quantity: 12,
      place: 'berlin',
      promisedAt: '2026-03-05T16:00:00.000Z',
      deliveredAt: '2026-03-05T15:10:00.000Z',
      arrivedOnTime: true,
      complete: true,
      documentsRight: true,
      damaged: false,
      lost: 0,
      accident: false,
    },
  ),
  GoalSet: event(
    'interactions',
    'GoalSet',
    'A goal for the report was agreed with the customer.',
    Type.Object({
      goalId: Uuid,
      customerId: Uuid,
      measure: oneOf(GOAL_MEASURES),
      target: Type.Number({
        minimum: 0,
        maximum: 1e12,
        description: 'A share from 0 to 1; for the volume a number a month',
      }),
      from: Month,
      until: Type.Optional(Month),
    }),
    { goalId, customerId, measure: 'arrivedOnTime', target: 0.98, from: '2026-01' },
  ),
  GoalReviewed: event(
    'interactions',
    'GoalReviewed',
    'The goal was looked at together with the customer.',
    Type.Object({
      goalId: Uuid,
      customerId: Uuid,
      reviewedOn: Day,
      met: Type.Boolean(),
      next: oneOf(['keep', 'change', 'drop']),
    }),
    { goalId, customerId, reviewedOn: '2026-04-03', met: true, next: 'keep' },
  ),
};
