import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { customer } from '../domain/customer.decide.ts';
import type { RegisteredCustomer } from '../domain/customer.ts';

/** The customer as recorded under this id, merged into another or not. Throws `customer-unknown`. */
export async function knownCustomer(messaging: Messaging, id: string): Promise<RegisteredCustomer> {
  const loaded = await messaging.load(customer, id);
  if (loaded && loaded.state.status !== 'unknown') return loaded.state;
  throw new DomainError('customer-unknown', `There is no customer ${id}.`);
}
