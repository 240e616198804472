import type { Accepted, CommandContext, Messaging } from '@rapport/messaging';
import { account, type Account } from '../domain/account.ts';
import { knownCustomer } from './known-customer.ts';

const LOCK = 'profile.hierarchy';

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs what it is given one after the other. */
export function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * Puts an enterprise under another, or under none. One at a time over all processes: two that are set at once could each be
 * above the other otherwise, whichever streams they write. Within a process they wait in `turn`: each that waits for the lock
 * holds a connection, and whoever has the lock needs another one.
 */
export async function setParent(
  messaging: Messaging,
  turn: InTurn,
  { customerId, parentId }: { readonly customerId: string; readonly parentId: string | null },
  context: CommandContext,
): Promise<Accepted<Account>> {
  const { partyType } = await knownCustomer(messaging, customerId);
  return turn(() =>
    alone(messaging, async () => {
      const { recorded: own } = await messaging.identity.of(customerId);
      const parent = parentId === null ? null : await parentWithLine(messaging, parentId);
      const command = { type: 'SetParentEnterprise', customerId, partyType, parent, own } as const;
      return messaging.handle(account, customerId, command, context);
    }),
  );
}

async function alone<T>(messaging: Messaging, work: () => Promise<T>): Promise<T> {
  const client = await messaging.pool.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [LOCK]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock(hashtext($1))', [LOCK]);
    client.release();
  }
}

async function parentWithLine(messaging: Messaging, customerId: string) {
  const { partyType } = await knownCustomer(messaging, customerId);
  return { customerId, partyType, line: await lineFrom(messaging, customerId) };
}

/** All ids of an enterprise and of those above it, read where they are written: the projection may be a moment behind. */
async function lineFrom(messaging: Messaging, customerId: string): Promise<string[]> {
  const line = new Set<string>();
  const open = [customerId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (line.has(id)) continue;
    const { recorded } = await messaging.identity.of(id);
    for (const each of recorded) {
      line.add(each);
      const parentId = (await messaging.load(account, each))?.state.parentId;
      if (parentId !== undefined && parentId !== null) open.push(parentId);
    }
  }
  return [...line];
}
