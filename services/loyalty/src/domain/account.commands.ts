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
}

export type AccountCommand = EnrolMember | EarnPoints | RedeemPoints | PassTime;
