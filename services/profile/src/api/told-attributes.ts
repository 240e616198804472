import { DomainError } from '@rapport/decider';
import type { Command, Messaging } from '@rapport/messaging';
import type { ChangeDetails } from '../domain/customer.commands.ts';
import { customer } from '../domain/customer.decide.ts';
import { countDropped, sortedOut, type Sorted } from './kept-attributes.ts';
import type { AttributesContent } from './privacy-catalogues.ts';
import type { Resolved, Seen } from './resolve.ts';
import { customerNow } from './who.ts';

/**
 * Keeps what was told of those who were seen, as far as it is declared, and counts the rest: by name, never by value. A name or a
 * language fills what is not known yet: who is known by another is not renamed by a sender.
 */
export async function keepTold(
  messaging: Messaging,
  declared: () => Promise<AttributesContent>,
  seen: readonly Seen[],
  resolved: readonly Resolved[],
): Promise<void> {
  const telling = seen.filter(
    ({ sighting }) => Object.keys({ ...sighting.attributes, ...firstsOf(sighting) }).length > 0,
  );
  if (telling.length === 0) return;
  const found = new Map(resolved.flatMap(one => (one.status === 'accepted' ? [[one.index, one.customerId]] : [])));
  const content = await declared();
  const told = telling.map(({ index, sighting, asking }) => ({
    recorded: found.get(index),
    asking,
    firsts: firstsOf(sighting),
    ...sortedOut(sighting.attributes ?? {}, content),
  }));
  await countDropped(
    messaging.pool,
    told.flatMap(({ dropped }) => dropped),
  );
  await note(
    messaging,
    told.flatMap(({ recorded, ...one }) => (recorded === undefined ? [] : [{ recorded, ...one }])),
  );
}

type Firsts = Pick<Seen['sighting'], 'name' | 'preferredLanguage'>;

const firstsOf = ({ name, preferredLanguage }: Seen['sighting']): Firsts => ({
  ...(name !== undefined && { name }),
  ...(preferredLanguage !== undefined && { preferredLanguage }),
});

interface Told {
  readonly recorded: string;
  readonly kept: Sorted['kept'];
  readonly firsts: Firsts;
  readonly asking: Seen['asking'];
}

/** What differs from what is known, and from what was told before in the same batch. */
async function note(messaging: Messaging, told: readonly Told[]): Promise<void> {
  const saying = told.filter(({ kept, firsts }) => Object.keys({ ...kept, ...firsts }).length > 0);
  const ids = [...new Set(saying.map(({ recorded }) => recorded))];
  const now = new Map(await Promise.all(ids.map(async id => [id, await customerNow(messaging, id)] as const)));
  const known = new Map([...now.values()].map(({ state, personal }) => [state.customerId, personal]));
  const commands = told.flatMap(({ recorded, kept, firsts, asking }): Command<ChangeDetails>[] => {
    const id = now.get(recorded)?.state.customerId;
    const before = id === undefined ? undefined : known.get(id);
    const changes = Object.fromEntries([
      ...Object.entries(firsts).filter(([name]) => (before?.[name] ?? null) === null),
      ...Object.entries(kept).filter(([name, value]) => (before?.[name] ?? null) !== value),
    ]);
    if (id === undefined || Object.keys(changes).length === 0) return [];
    known.set(id, { ...before, ...changes });
    return [{ id, command: { type: 'ChangeDetails', changes }, context: { ...asking, subject: id } }];
  });
  if (commands.length === 0) return;
  for (const outcome of await messaging.handleMany(customer, commands)) {
    // Merged or erased meanwhile: it was seen all the same.
    if (!outcome.ok && !(outcome.error instanceof DomainError)) throw outcome.error;
  }
}
