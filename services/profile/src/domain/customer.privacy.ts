import { DomainError, type Decision } from '@rapport/decider';
import type { Customer, CustomerEvent, Hold } from './customer.ts';
import { registered, unerased } from './customer.standing.ts';

/** To each record of the customer, so that the hold stays with all of them when a merge is undone. */
export interface PlaceLegalHold extends Hold {
  readonly type: 'PlaceLegalHold';
}

export interface ReleaseLegalHold {
  readonly type: 'ReleaseLegalHold';
  readonly holdId: string;
  readonly reason: string;
}

/** To each record of the customer, in the same statement. */
export interface EraseCustomer {
  readonly type: 'EraseCustomer';
  readonly erasureId: string;
  readonly reason: string;
}

export type PrivacyCommand = PlaceLegalHold | ReleaseLegalHold | EraseCustomer;

type Decided = Decision<CustomerEvent>;

const NOTHING: Decided = { events: [] };

export function placeLegalHold({ holdId, reason }: PlaceLegalHold, state: Customer): Decided {
  const { customerId, holds = [] } = unerased(state);
  if (holds.some(hold => hold.holdId === holdId)) return NOTHING;
  return { events: [{ type: 'LegalHoldPlaced', data: { customerId, holdId, reason } }] };
}

export function releaseLegalHold({ holdId, reason }: ReleaseLegalHold, state: Customer): Decided {
  const { customerId, holds = [] } = registered(state);
  if (!holds.some(hold => hold.holdId === holdId)) {
    throw new DomainError('hold-unknown', `There is no hold ${holdId} on customer ${customerId}.`);
  }
  return { events: [{ type: 'LegalHoldReleased', data: { customerId, holdId, reason } }] };
}

/** Done twice it is done once, under the id of the first. */
export function eraseCustomer({ erasureId, reason }: EraseCustomer, state: Customer): Decided {
  const { customerId, stage, holds = [] } = registered(state);
  if (stage === 'erased') return NOTHING;
  const [hold] = holds;
  if (hold) {
    throw new DomainError('legal-hold', `It must be kept because of ${hold.reason} (hold ${hold.holdId}).`);
  }
  return {
    events: [
      { type: 'LifecycleStageMoved', data: { customerId, from: stage, to: 'erased', reason: 'erasure' } },
      { type: 'CustomerErased', data: { customerId, erasureId, reason } },
    ],
  };
}
