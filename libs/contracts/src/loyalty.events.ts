import Type from 'typebox';
import { event, type EventsOf } from './event.ts';
import { Code, Instant, Uuid } from './values.ts';

const Points = Type.Integer({ minimum: 1, maximum: 1e12 });
const Taken = Type.Integer({ minimum: 0, maximum: 1e12 });
/** Amounts over all lines of one entry sum to zero. */
const Postings = Type.Array(
  Type.Object({ account: Type.String({ maxLength: 80 }), points: Type.Integer({ minimum: -1e12, maximum: 1e12 }) }),
  { minItems: 2, maxItems: 10 },
);
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const entryId = '0190a3c7-0000-7000-8000-000000000001';
const at = '2026-03-01T00:00:00.000Z';

export const loyaltyEvents = {
  MemberEnrolled: event(
    'loyalty',
    'MemberEnrolled',
    'The customer joined the programme.',
    Type.Object({ customerId: Uuid, tier: Code, enrolledAt: Instant }),
    { customerId, tier: 'member', enrolledAt: at },
  ),
  PointsEarned: event(
    'loyalty',
    'PointsEarned',
    'Points were earned by a purchase; they are pending until the return window closes.',
    Type.Object({
      customerId: Uuid,
      entryId: Uuid,
      points: Points,
      availableAt: Instant,
      purchaseId: Uuid,
      purchasedAt: Instant,
      postings: Postings,
    }),
    {
      customerId,
      entryId,
      points: 29,
      availableAt: at,
      purchaseId: '0190a3c5-0000-7000-8000-000000000003',
      purchasedAt: '2026-02-14T15:30:00.000Z',
      postings: [
        { account: 'programme:issued', points: -29 },
        { account: `pending:${customerId}`, points: 29 },
      ],
    },
  ),
  PointsReleased: event(
    'loyalty',
    'PointsReleased',
    'Pending points became available.',
    Type.Object({
      customerId: Uuid,
      entryId: Uuid,
      points: Points,
      settled: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 1e12, description: 'Of these, what the member owed and has now given' }),
      ),
      postings: Postings,
    }),
    {
      customerId,
      entryId,
      points: 29,
      postings: [
        { account: `pending:${customerId}`, points: -29 },
        { account: `available:${customerId}`, points: 29 },
      ],
    },
  ),
  PointsRedeemed: event(
    'loyalty',
    'PointsRedeemed',
    'The member spent available points. The balance is never negative.',
    Type.Object({ customerId: Uuid, entryId: Uuid, points: Points, reward: Code, postings: Postings }),
    {
      customerId,
      entryId,
      points: 20,
      reward: 'coffee',
      postings: [
        { account: `available:${customerId}`, points: -20 },
        { account: 'programme:redeemed', points: 20 },
      ],
    },
  ),
  PointsReversed: event(
    'loyalty',
    'PointsReversed',
    'A refund took back what its share of the purchase had earned. What was spent already is owed, and taken from what is released next.',
    Type.Object({
      customerId: Uuid,
      entryId: Uuid,
      refundId: Uuid,
      purchaseId: Uuid,
      purchasedAt: Instant,
      points: Points,
      fromPending: Taken,
      fromAvailable: Taken,
      owed: Taken,
      availableAt: Type.Optional(Instant),
      postings: Postings,
    }),
    {
      customerId,
      entryId,
      refundId: '0190a3c5-0000-7000-8000-000000000006',
      purchaseId: '0190a3c5-0000-7000-8000-000000000003',
      purchasedAt: '2026-02-14T15:30:00.000Z',
      points: 9,
      fromPending: 0,
      fromAvailable: 5,
      owed: 4,
      postings: [
        { account: `available:${customerId}`, points: -5 },
        { account: `owed:${customerId}`, points: -4 },
        { account: 'programme:issued', points: 9 },
      ],
    },
  ),
};

export type LoyaltyEvent = EventsOf<typeof loyaltyEvents>;
