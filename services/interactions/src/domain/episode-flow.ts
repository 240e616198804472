import type { Contact, Episode } from './episode.ts';

type Flow = Pick<Episode, 'handOvers' | 'idleSeconds' | 'handedOverAt' | 'flowSeconds' | 'secondHandOver'>;

export const endOf = ({ at, endedAt }: Contact): string => (endedAt !== undefined && endedAt > at ? endedAt : at);

/** How an episode went from hand to hand: its contacts in order, and when it was closed. */
export function flowOf(contacts: readonly Contact[], closedAt: string | undefined): Flow {
  let handOvers = 0;
  let idleMs = 0;
  let handedOverAt: string | undefined;
  let second: Contact | undefined;
  for (const contact of contacts) {
    if (handedOverAt !== undefined) idleMs += between(handedOverAt, contact.startedAt ?? contact.at);
    const before = handOvers;
    handOvers += handOversOf(contact);
    if (before < 2 && handOvers >= 2) second = contact;
    handedOverAt = contact.outcome === 'handedOver' ? (contact.handedOverAt ?? endOf(contact)) : undefined;
  }
  // What nobody took up before it was closed lay idle until then.
  if (handedOverAt !== undefined && closedAt !== undefined) idleMs += between(handedOverAt, closedAt);
  const [first] = contacts;
  return {
    handOvers,
    idleSeconds: Math.round(idleMs / 1000),
    ...(handedOverAt !== undefined && closedAt === undefined && { handedOverAt }),
    ...(first && closedAt !== undefined && { flowSeconds: Math.round(between(first.at, closedAt) / 1000) }),
    ...(second && { secondHandOver: { interactionId: second.interactionId, at: second.at } }),
  };
}

/** A contact that ended by being handed over counts so, whether or not it was told how often. */
const handOversOf = ({ handOvers, outcome }: Contact): number => Math.max(handOvers, outcome === 'handedOver' ? 1 : 0);

const between = (from: string, to: string): number => Math.max(0, Date.parse(to) - Date.parse(from));
