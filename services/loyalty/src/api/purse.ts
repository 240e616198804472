import type { Messaging } from '@rapport/messaging';
import type { Account } from '../domain/account.ts';
import { account } from '../domain/account.decider.ts';

/** All ids that are this customer now, as profile's merges have it. */
export async function idsOf({ identity }: Messaging, customerId: string): Promise<string[]> {
  const current = (await identity.current([customerId])).get(customerId) ?? customerId;
  return identity.recorded(current);
}

/** The accounts under all ids of a customer: none has to exist. */
export async function accountsOf(messaging: Messaging, customerId: string): Promise<Account[]> {
  const ids = await idsOf(messaging, customerId);
  const loaded = await Promise.all(ids.map(id => messaging.load(account, id)));
  return loaded.flatMap(found => (found === undefined ? [] : [found.state]));
}
