import type { Messaging } from '@rapport/messaging';
import type { Account } from '../domain/account.ts';
import { account, qualifyingMonthsAt } from '../domain/account.decider.ts';
import { purseOf, type Purse } from '../domain/purse.ts';

/** The accounts under all ids of a customer: none has to exist. */
export async function accountsOf(messaging: Messaging, customerId: string): Promise<Account[]> {
  const { recorded } = await messaging.identity.of(customerId);
  const loaded = await Promise.all(recorded.map(id => messaging.load(account, id)));
  return loaded.flatMap(found => (found === undefined ? [] : [found.state]));
}

/** What a customer has, under all ids; undefined where none of them has joined. */
export async function purseAt(messaging: Messaging, customerId: string, at: string): Promise<Purse | undefined> {
  return purseOf(await accountsOf(messaging, customerId), at, qualifyingMonthsAt(at));
}

/** How much the other records of these customers owe, where any does. */
export async function owedElsewhere(messaging: Messaging, customers: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await messaging.pool.query<{ asked: string; other: string }>(
    `select asked, other from (
       select asked, coalesce(i.current, asked) as current
       from unnest($1::uuid[]) asked left join messaging.identity i on i.recorded = asked) c
     cross join lateral (select c.current as other union select recorded from messaging.identity where current = c.current) o
     where other <> asked`,
    [[...new Set(customers)]],
  );
  const others = new Map(
    [...new Set(rows.map(({ other }) => other))].map(id => [id, messaging.load(account, id)] as const),
  );
  const owed = new Map<string, number>();
  await Promise.all(others.values());
  for (const { asked, other } of rows) {
    const state = (await others.get(other))?.state;
    if (state?.status === 'member' && state.owed > 0) owed.set(asked, (owed.get(asked) ?? 0) + state.owed);
  }
  return owed;
}
