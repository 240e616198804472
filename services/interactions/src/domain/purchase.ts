import type { InteractionsEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';
import { evolve, initial, type Once } from './once.ts';

type Made = Extract<InteractionsEvent, { type: 'PurchaseMade' }>;
type Facts = Made['data'];

export interface MakePurchase {
  readonly type: 'MakePurchase';
  readonly facts: Facts;
}

export const purchase: Decider<Once, MakePurchase, Made> = {
  kind: 'purchase',
  stateVersion: 1,
  initial,
  evolve,
  decide({ facts }, { recorded }): Decision<Made> {
    if (recorded) return { events: [] };
    checkMoney(facts);
    return { events: [{ type: 'PurchaseMade', data: facts }] };
  },
};

/** Lines may be left out; where there are any, they are the whole amount. Nothing is rounded: all is in minor units. */
function checkMoney({ amount, lines }: Facts): void {
  const other = lines.find(line => line.amount.currency !== amount.currency);
  if (other) {
    throw new DomainError('currency-mixed', `The amount is in ${amount.currency}, a line in ${other.amount.currency}.`);
  }
  // Two hundred lines may add up to more than a number holds exactly.
  const sum = lines.reduce((total, line) => total + BigInt(line.amount.minor), 0n);
  if (lines.length > 0 && sum !== BigInt(amount.minor)) {
    throw new DomainError('amount-mismatch', `The lines add up to ${sum}, the amount is ${amount.minor}.`);
  }
}
