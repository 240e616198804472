import { DomainError } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { customer } from '../domain/customer.decide.ts';
import { countDropped, sortedOut } from './kept-attributes.ts';
import type { AttributesContent } from './privacy-catalogues.ts';
import type { Resolved, Seen } from './resolve.ts';
import { customerNow } from './who.ts';

/** Keeps what was told of those who were seen, as far as it is declared, and counts the rest: by name, never by value. */
export async function keepTold(
  messaging: Messaging,
  declared: () => Promise<AttributesContent>,
  seen: readonly Seen[],
  resolved: readonly Resolved[],
): Promise<void> {
  const telling = seen.filter(({ sighting }) => Object.keys(sighting.attributes ?? {}).length > 0);
  if (telling.length === 0) return;
  const found = new Map(resolved.flatMap(one => (one.status === 'accepted' ? [[one.index, one.customerId]] : [])));
  const content = await declared();
  for (const { index, sighting, asking } of telling) {
    const { kept, dropped } = sortedOut(sighting.attributes ?? {}, content);
    await countDropped(messaging.pool, dropped);
    const customerId = found.get(index);
    if (customerId !== undefined) await note(messaging, customerId, kept, asking);
  }
}

async function note(
  messaging: Messaging,
  customerId: string,
  kept: Readonly<Record<`attribute:${string}`, string | null>>,
  asking: Seen['asking'],
): Promise<void> {
  const { state, personal } = await customerNow(messaging, customerId);
  const changes = Object.fromEntries(
    Object.entries(kept).filter(([name, value]) => (personal[name] ?? null) !== value),
  );
  try {
    const command = { type: 'ChangeDetails', changes } as const;
    await messaging.handle(customer, state.customerId, command, { ...asking, subject: state.customerId });
  } catch (error) {
    // Merged or erased meanwhile: it was seen all the same.
    if (!(error instanceof DomainError)) throw error;
  }
}
