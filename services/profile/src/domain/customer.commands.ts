import type { Identifier } from './identifier.ts';
import type { PartyType } from './customer.ts';

/** Personal values beside identifiers; null removes one. */
export interface Details {
  readonly name?: string | null;
  readonly preferredLanguage?: string | null;
  readonly timeZone?: string | null;
}

export interface RegisterCustomer {
  readonly type: 'RegisterCustomer';
  readonly customerId: string;
  readonly partyType: PartyType;
  readonly details: Details;
  readonly identifiers: readonly Identifier[];
  /** ISO instant from when the identifiers are known. */
  readonly at: string;
  /** Whether the next contact that shows the same unverified identifiers is to be taken for this party. */
  readonly recognisable: boolean;
}

export interface AddIdentifier {
  readonly type: 'AddIdentifier';
  readonly identifier: Identifier;
  readonly at: string;
  /** The number under which the customer has this very identifier already, if so. */
  readonly known: number | null;
}

export interface ChangeDetails {
  readonly type: 'ChangeDetails';
  /** Only what differs from what is stored. */
  readonly changes: Details;
}

export interface MoveStage {
  readonly type: 'MoveStage';
  readonly because: 'purchase';
  /** ISO instant of the purchase. */
  readonly at: string;
}

/** To the survivor of a merge; the other party is sent BeAbsorbed in the same statement. */
export interface AbsorbCustomer {
  readonly type: 'AbsorbCustomer';
  readonly absorbedId: string;
  readonly reason: string;
}

export interface BeAbsorbed {
  readonly type: 'BeAbsorbed';
  readonly survivorId: string;
}

/** To the survivor, to undo a merge; the other party is sent BeRestored in the same statement. */
export interface ReleaseCustomer {
  readonly type: 'ReleaseCustomer';
  readonly absorbedId: string;
  readonly reason: string;
}

export interface BeRestored {
  readonly type: 'BeRestored';
  readonly survivorId: string;
}

export type CustomerCommand =
  | RegisterCustomer
  | AddIdentifier
  | ChangeDetails
  | MoveStage
  | AbsorbCustomer
  | BeAbsorbed
  | ReleaseCustomer
  | BeRestored;
