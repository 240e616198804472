import type { LIFECYCLE_STAGES, PARTY_TYPES, ProfileEvent } from '@rapport/contracts';
import type { IdentifierType } from './identifier.ts';

export type PartyType = (typeof PARTY_TYPES)[number];
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

/** What an identifier is, without its value: values are personal and lie beside the stream. Numbered from 1 by place. */
export interface KnownIdentifier {
  readonly type: IdentifierType;
  readonly verified: boolean;
}

/** A reason to keep what is personal. */
export interface Hold {
  readonly holdId: string;
  readonly reason: string;
}

/** A party as recorded. A merge changes none of this: it stays true of what was recorded under this id. */
export interface Party {
  readonly customerId: string;
  readonly partyType: PartyType;
  readonly anonymous: boolean;
  readonly stage: LifecycleStage;
  /** UTC day of the purchase that moved the stage last. */
  readonly purchasedOn: string | null;
  readonly identifiers: readonly KnownIdentifier[];
  /** The parties merged into this one, in order. */
  readonly absorbed: readonly string[];
  /** Absent where there never was one. */
  readonly holds?: readonly Hold[];
}

/** The events of a customer's own stream. */
export type CustomerEvent = Extract<
  ProfileEvent,
  {
    readonly type:
      | 'CustomerRegistered'
      | 'IdentifierAdded'
      | 'CustomerIdentified'
      | 'CustomerDetailsChanged'
      | 'LifecycleStageMoved'
      | 'CustomersMerged'
      | 'CustomersUnmerged'
      | 'CustomerAbsorbed'
      | 'CustomerRestored'
      | 'MergeRefused'
      | 'DuplicateDismissed'
      | 'LegalHoldPlaced'
      | 'LegalHoldReleased'
      | 'CustomerErased';
  }
>;

export type Customer =
  | { readonly status: 'unknown' }
  | (Party & { readonly status: 'current' })
  | (Party & { readonly status: 'absorbed'; readonly survivorId: string });

export type RegisteredCustomer = Exclude<Customer, { readonly status: 'unknown' }>;

export const initial: Customer = { status: 'unknown' };

export function evolve(state: Customer, { type, data }: CustomerEvent): Customer {
  if (type === 'CustomerRegistered') {
    const { customerId, partyType, anonymous } = data;
    const known = { customerId, partyType, anonymous };
    return { status: 'current', ...known, stage: 'prospect', purchasedOn: null, identifiers: [], absorbed: [] };
  }
  if (state.status === 'unknown') return state;
  switch (type) {
    case 'IdentifierAdded': {
      const { number, identifierType, verified } = data;
      return { ...state, identifiers: placed(state.identifiers, number, { type: identifierType, verified }) };
    }
    case 'CustomerIdentified':
      return { ...state, anonymous: false };
    case 'CustomerDetailsChanged':
    case 'MergeRefused':
    case 'DuplicateDismissed':
    case 'CustomerErased':
      return state;
    case 'LegalHoldPlaced':
      return { ...state, holds: [...(state.holds ?? []), { holdId: data.holdId, reason: data.reason }] };
    case 'LegalHoldReleased':
      return { ...state, holds: (state.holds ?? []).filter(({ holdId }) => holdId !== data.holdId) };
    case 'LifecycleStageMoved':
      return { ...state, stage: data.to, purchasedOn: data.purchasedOn ?? state.purchasedOn };
    case 'CustomersMerged':
      return { ...state, absorbed: [...state.absorbed, data.absorbedId] };
    case 'CustomersUnmerged':
      return { ...state, absorbed: state.absorbed.filter(id => id !== data.absorbedId) };
    case 'CustomerAbsorbed':
      return { ...state, status: 'absorbed', survivorId: data.survivorId };
    case 'CustomerRestored':
      return restored(state);
  }
}

function placed(
  identifiers: readonly KnownIdentifier[],
  number: number,
  identifier: KnownIdentifier,
): KnownIdentifier[] {
  const next = [...identifiers];
  next[number - 1] = identifier;
  return next;
}

function restored(state: RegisteredCustomer): Customer {
  if (state.status === 'current') return state;
  const { survivorId: _left, ...party } = state;
  return { ...party, status: 'current' };
}
