import type { REASONS_APART, SAID_BY } from '@rapport/contracts';
import type { PassTime } from '@rapport/decider';
import type { Identifier } from './identifier.ts';
import type { IdentifierType, TypeRules } from './identity-rules.ts';
import type { PartyType } from './customer.ts';
import type { FollowLifecycle } from './customer.lifecycle.ts';
import type { PrivacyCommand } from './customer.privacy.ts';

/** Personal values beside identifiers; null removes one. */
export interface Details {
  readonly name?: string | null;
  readonly preferredLanguage?: string | null;
  readonly timeZone?: string | null;
  /** What the catalogue of attributes declares besides. */
  readonly [attribute: `attribute:${string}`]: string | null;
}

export interface RegisterCustomer {
  readonly type: 'RegisterCustomer';
  readonly customerId: string;
  readonly partyType: PartyType;
  readonly details: Details;
  /** Who said the preferred language, where there is one and that is known. */
  readonly saidBy?: (typeof SAID_BY)[number] | undefined;
  readonly identifiers: readonly Identifier[];
  readonly types: TypeRules;
  /** ISO instant from when the identifiers are known. */
  readonly at: string;
  /** Whether the next contact that shows the same unverified identifiers is to be taken for this party. */
  readonly recognisable: boolean;
}

export interface AddIdentifier {
  readonly type: 'AddIdentifier';
  readonly identifier: Identifier;
  readonly types: TypeRules;
  readonly at: string;
  /** The number under which the customer has this very identifier already, if so. */
  readonly known: number | null;
  /** How many of its type are recorded with those who were merged into the customer. Default none. */
  readonly beside?: number;
}

export interface ChangeDetails {
  readonly type: 'ChangeDetails';
  /** Only what differs from what is stored. */
  readonly changes: Details;
  /** Who said the preferred language, where it is among them and that is known. */
  readonly saidBy?: (typeof SAID_BY)[number] | undefined;
}

/** To the survivor of a merge; the other party is sent BeAbsorbed in the same statement. */
export interface AbsorbCustomer {
  readonly type: 'AbsorbCustomer';
  readonly absorbedId: string;
  readonly reason: string;
  /** Of which type the identifier is that both have shown, where that is the reason. */
  readonly identifierType?: IdentifierType;
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

/** To the customer who showed an identifier that another one holds, when a rule keeps the two apart. */
export interface RefuseMerge {
  readonly type: 'RefuseMerge';
  readonly otherId: string;
  readonly identifierType: IdentifierType;
  readonly reason: (typeof REASONS_APART)[number];
  readonly crowdedType?: IdentifierType;
  readonly rulesVersion: number;
}

/** A person has found that two likely duplicates are not one. */
export interface DismissDuplicate {
  readonly type: 'DismissDuplicate';
  readonly otherId: string;
  readonly reason: string;
}

export type CustomerCommand =
  | RegisterCustomer
  | AddIdentifier
  | ChangeDetails
  | FollowLifecycle
  | PassTime
  | AbsorbCustomer
  | BeAbsorbed
  | ReleaseCustomer
  | BeRestored
  | RefuseMerge
  | DismissDuplicate
  | PrivacyCommand;
