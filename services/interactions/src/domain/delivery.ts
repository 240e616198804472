import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Made = Extract<InteractionsEvent, { type: 'DeliveryMade' }>;

/** What the sender says; whether it was in time follows from it. */
export type DeliveryFacts = Omit<Made['data'], 'sentOnTime' | 'arrivedOnTime'>;

export interface MakeDelivery {
  readonly type: 'MakeDelivery';
  readonly facts: DeliveryFacts;
}

export const delivery: Decider<Once, MakeDelivery, Made> = {
  kind: 'delivery',
  stateVersion: 1,
  initial,
  evolve,
  decide({ facts }, { recorded }): Decision<Made> {
    if (recorded) return { events: [] };
    const { dispatchDueAt, dispatchedAt, promisedAt, deliveredAt, lost, quantity } = facts;
    if (dispatchedAt !== undefined && dispatchedAt > deliveredAt) {
      throw new DomainError('time-order', 'It was delivered before it was sent.');
    }
    if (lost > quantity) {
      throw new DomainError('count-mismatch', `${lost} were lost of ${quantity} that were to be delivered.`);
    }
    const inTime = {
      ...(dispatchDueAt !== undefined && dispatchedAt !== undefined && { sentOnTime: dispatchedAt <= dispatchDueAt }),
      ...(promisedAt !== undefined && { arrivedOnTime: deliveredAt <= promisedAt }),
    };
    return { events: [{ type: 'DeliveryMade', data: { ...facts, ...inTime } }] };
  },
};
