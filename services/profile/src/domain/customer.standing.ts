import { DomainError } from '@rapport/decider';
import type { Customer, RegisteredCustomer } from './customer.ts';

/** What a command needs its customer to be; each throws why it is not. */

export function registered(state: Customer): RegisteredCustomer {
  if (state.status === 'unknown') throw new DomainError('customer-unknown', 'There is no customer of this id.');
  return state;
}

export function unerased(state: Customer): RegisteredCustomer {
  const customer = registered(state);
  if (customer.stage === 'erased') throw erased(customer.customerId);
  return customer;
}

export function current(state: Customer): RegisteredCustomer & { readonly status: 'current' } {
  const customer = unerased(state);
  if (customer.status === 'current') return customer;
  throw new DomainError('customer-merged', `This customer is part of ${customer.survivorId} now.`);
}

export const erased = (customerId: string): DomainError =>
  new DomainError(
    'customer-erased',
    `What was personal of customer ${customerId} was removed; nothing is added to it.`,
  );
