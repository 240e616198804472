import type { Messaging } from '@rapport/messaging';
import { customer } from '../domain/customer.decide.ts';
import { unerased } from '../domain/customer.standing.ts';
import type { RegisteredCustomer } from '../domain/customer.ts';

/** The customer as recorded under this id, merged into another or not. Throws `customer-unknown` or `customer-erased`. */
export async function knownCustomer(messaging: Messaging, id: string): Promise<RegisteredCustomer> {
  return unerased((await messaging.load(customer, id))?.state ?? customer.initial);
}
