import type { Messaging } from '@rapport/messaging';
import type { Account } from '../domain/account.ts';
import { account } from '../domain/account.decider.ts';

/** The accounts under all ids of a customer: none has to exist. */
export async function accountsOf(messaging: Messaging, customerId: string): Promise<Account[]> {
  const { recorded } = await messaging.identity.of(customerId);
  const loaded = await Promise.all(recorded.map(id => messaging.load(account, id)));
  return loaded.flatMap(found => (found === undefined ? [] : [found.state]));
}
