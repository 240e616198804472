import { Code, Instant, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false };

const redemption = {
  points: Type.Integer({ minimum: 1, maximum: 1e12 }),
  reward: Code,
};

export const MembershipBody = Type.Object({ customerId: Uuid, ...origin }, closed);
export type MembershipBody = Static<typeof MembershipBody>;

export const RedemptionBody = Type.Object({ ...redemption, ...origin }, closed);
export type RedemptionBody = Static<typeof RedemptionBody>;

export const RedemptionItem = Type.Object({ customerId: Uuid, ...redemption, ...origin }, closed);
export type RedemptionItem = Static<typeof RedemptionItem>;

export const EntriesQuery = Type.Object(paging, closed);
export type EntriesQuery = Static<typeof EntriesQuery>;

/** The key of a page of entries. */
export const EntryKey = Type.Object({ occurredAt: Instant, entryId: Uuid }, closed);

const Points = Type.Integer();

export const MembershipAnswer = Type.Object({ customerId: Uuid, sequence: Type.Integer() });
export const RedemptionAnswer = Type.Object({
  entryId: Uuid,
  customerId: Uuid,
  points: Points,
  sequence: Type.Integer(),
});
export const MemberAnswer = Type.Object({
  customerId: Uuid,
  tier: Code,
  points: Type.Integer({ description: 'Available' }),
  pending: Type.Integer({ description: 'Earned, and available when the return window closes' }),
  owed: Type.Integer({ description: 'Spent, and taken back by a refund since: paid by what is released next' }),
  qualifying: Type.Integer({ description: 'Earned in the months that count for the tier, less what was refunded' }),
  enrolledAt: Instant,
});
export const EntriesAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      entryId: Uuid,
      customerId: Uuid,
      kind: Type.Enum(['earned', 'released', 'redeemed', 'reversed']),
      points: Points,
      reward: Type.Optional(Code),
      purchaseId: Type.Optional(Uuid),
      refundId: Type.Optional(Uuid),
      availableAt: Type.Optional(Instant),
      owed: Type.Optional(Type.Integer({ description: 'reversed: of the points, those that had been spent already' })),
      settled: Type.Optional(Type.Integer({ description: 'released: of the points, those that paid what was owed' })),
      occurredAt: Instant,
      recordedAt: Instant,
      eventId: Uuid,
      postings: Type.Array(Type.Object({ account: Type.String(), points: Points })),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});
