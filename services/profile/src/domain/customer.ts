import type { LIFECYCLE_STAGES, PARTY_TYPES, ProfileEvent } from '@rapport/contracts';
import type { IdentifierType } from './identifier.ts';
import type { Position } from './lifecycle.ts';

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
  /** ISO instant from when on the stage holds; absent where it was not told. */
  readonly since?: string;
  /** ISO instant at which time alone may move the stage; null while it is being looked at. */
  readonly reviewAt?: string | null;
  /** Where the customer stood when others were merged into it. */
  readonly own?: Position;
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
      | 'StageReviewDue'
      | 'StageKept'
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
      return { ...moved(state, data), stage: data.to, purchasedOn: data.purchasedOn ?? state.purchasedOn };
    case 'StageKept':
      return { ...state, reviewAt: data.reviewAt ?? null };
    case 'StageReviewDue':
      return { ...state, reviewAt: null };
    case 'CustomersMerged':
      return { ...state, ...standing(state), absorbed: [...state.absorbed, data.absorbedId] };
    case 'CustomersUnmerged':
      return released(state, data.absorbedId);
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

type Moved = Extract<CustomerEvent, { readonly type: 'LifecycleStageMoved' }>['data'];

const moved = (state: RegisteredCustomer, { since, reviewAt }: Moved): RegisteredCustomer => ({
  ...state,
  ...(since !== undefined && { since, reviewAt: reviewAt ?? null }),
});

/** Where it stands by itself, before the first is merged into it. */
const standing = ({ absorbed, stage, since }: Party): { readonly own?: Position } =>
  absorbed.length === 0 ? { own: { stage, since: since ?? null } } : {};

function released(state: RegisteredCustomer, absorbedId: string): Customer {
  const { own, ...rest } = state;
  const absorbed = rest.absorbed.filter(id => id !== absorbedId);
  const stands = own?.stage === rest.stage && own.since === (rest.since ?? null);
  return { ...rest, absorbed, ...(own && (absorbed.length > 0 || !stands) && { own }) };
}

function restored(state: RegisteredCustomer): Customer {
  if (state.status === 'current') return state;
  const { survivorId: _left, ...party } = state;
  return { ...party, status: 'current' };
}
