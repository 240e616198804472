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
  enrolledAt: Instant,
});
export const EntriesAnswer = Type.Object({
  items: Type.Array(
    Type.Object({
      entryId: Uuid,
      customerId: Uuid,
      kind: Type.Enum(['earned', 'released', 'redeemed']),
      points: Points,
      reward: Type.Optional(Code),
      purchaseId: Type.Optional(Uuid),
      availableAt: Type.Optional(Instant),
      occurredAt: Instant,
      recordedAt: Instant,
      eventId: Uuid,
      postings: Type.Array(Type.Object({ account: Type.String(), points: Points })),
    }),
  ),
  next: Type.Union([Type.String(), Type.Null()]),
});
