import { Code, Count, Day, GOAL_MEASURES, Instant, oneOf, REQUIREMENT_TOPICS, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { closed, Lines, Paid, Text } from './bodies.ts';

const Month = Type.String({ pattern: '^(?:19|20)\\d{2}-(?:0[1-9]|1[0-2])$', description: 'Month, UTC' });
const Given = Type.Object(
  { ...Paid.properties, minor: Type.Integer({ minimum: 1, maximum: 9e15, description: 'Amount in minor units' }) },
  closed,
);

export const RequirementsBody = Type.Object(
  {
    customerId: Uuid,
    answers: Type.Array(
      Type.Object(
        {
          topic: oneOf(REQUIREMENT_TOPICS),
          choice: Type.Optional(Code),
          hours: Type.Optional(Type.Number({ minimum: 0, maximum: 100_000 })),
          text: Type.Optional(Text),
        },
        closed,
      ),
      { minItems: 1, maxItems: REQUIREMENT_TOPICS.length, description: 'Each topic once' },
    ),
    ...origin,
  },
  closed,
);
export type RequirementsBody = Static<typeof RequirementsBody>;

export const OrderBody = Type.Object(
  {
    customerId: Uuid,
    channel: Code,
    amount: Paid,
    lines: Type.Optional(Lines),
    promisedAt: Type.Optional({ ...Instant, description: 'By when it was promised to be delivered; it may lie ahead' }),
    ...origin,
  },
  closed,
);
export type OrderBody = Static<typeof OrderBody>;

export const CancelBody = Type.Object(
  {
    reason: Code,
    byCustomer: Type.Boolean({ default: true }),
    occurredAt: origin.occurredAt,
    imported: origin.imported,
  },
  closed,
);
export type CancelBody = Static<typeof CancelBody>;

const refund = { amount: Given, lines: Type.Optional(Lines), reason: Code, ...origin };
export const RefundBody = Type.Object(refund, closed);
export type RefundBody = Static<typeof RefundBody>;
export const RefundItem = Type.Object({ purchaseId: Uuid, ...refund }, closed);
export type RefundItem = Static<typeof RefundItem>;

export const DeliveryBody = Type.Object(
  {
    customerId: Uuid,
    orderId: Type.Optional(Uuid),
    quantity: Type.Optional({ ...Count, default: 1 }),
    place: Type.Optional(Code),
    region: Type.Optional(Code),
    dispatchDueAt: Type.Optional(Instant),
    dispatchedAt: Type.Optional(Instant),
    promisedAt: Type.Optional(Instant),
    deliveredAt: Instant,
    complete: Type.Optional(Type.Boolean()),
    documentsRight: Type.Optional(Type.Boolean()),
    damaged: Type.Optional(Type.Boolean()),
    lost: Type.Optional(Count),
    accident: Type.Optional(Type.Boolean()),
    source: origin.source,
    sourceId: origin.sourceId,
    imported: origin.imported,
  },
  { ...closed, description: 'What is not said was right: complete, papers right, nothing damaged or lost' },
);
export type DeliveryBody = Static<typeof DeliveryBody>;

export const GoalBody = Type.Object(
  {
    customerId: Uuid,
    measure: oneOf(GOAL_MEASURES),
    target: Type.Number({
      minimum: 0,
      maximum: 1e12,
      description: 'A share from 0 to 1; for the volume a number a month',
    }),
    from: Month,
    until: Type.Optional(Month),
    ...origin,
  },
  closed,
);
export type GoalBody = Static<typeof GoalBody>;

export const ReviewBody = Type.Object(
  { reviewedOn: Day, met: Type.Boolean(), next: Type.Enum(['keep', 'change', 'drop']), remark: Type.Optional(Text) },
  closed,
);
export type ReviewBody = Static<typeof ReviewBody>;

export const CommerceQuery = Type.Object({ customer: Uuid, ...paging }, closed);
export type CommerceQuery = Static<typeof CommerceQuery>;

/** The key of a page. */
export const CommercePlace = Type.Object({ occurredAt: Instant, id: Uuid }, closed);
