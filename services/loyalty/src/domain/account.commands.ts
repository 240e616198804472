import type { PassTime } from '@rapport/decider';

export interface EnrolMember {
  readonly type: 'EnrolMember';
  readonly customerId: string;
  /** ISO instant in UTC. */
  readonly enrolledAt: string;
}

/** A purchase of a customer, who may be no member. */
export interface EarnPoints {
  readonly type: 'EarnPoints';
  readonly purchaseId: string;
  readonly purchasedAt: string;
  /** What was paid, in minor units. */
  readonly minor: number;
}

export interface RedeemPoints {
  readonly type: 'RedeemPoints';
  readonly entryId: string;
  readonly points: number;
  readonly reward: string;
  /** What has to be left, since other records of the same customer owe it. */
  readonly reserved?: number;
}

/** What was given back of a purchase, and over all its refunds up to this one; in minor units. */
export interface Refund {
  readonly refundId: string;
  readonly refundedAt: string;
  readonly minor: number;
  readonly refunded: number;
  readonly paid: number;
}

/** Refunds of a purchase that has earned `points` on this account. */
export interface ReversePoints {
  readonly type: 'ReversePoints';
  readonly purchaseId: string;
  readonly purchasedAt: string;
  readonly points: number;
  readonly refunds: readonly Refund[];
}

export type AccountCommand = EnrolMember | EarnPoints | RedeemPoints | ReversePoints | PassTime;
