import type { CONTACT_TYPES, EPISODE_ENDS, EventOfType, RESOLUTIONS } from '@rapport/contracts';
import { windowEnd, type EpisodeRules } from './episode-rules.ts';
import { endOf, flowOf } from './episode-flow.ts';
import { paused, resumed, turnKey, type Turn, type Wait } from './episode-waits.ts';

export type Contact = Readonly<EventOfType<'EpisodeContactAdded'>['data']['contact']>;
export type EpisodeEnd = (typeof EPISODE_ENDS)[number];
export type Resolution = (typeof RESOLUTIONS)[number];

/** Somebody said that it is done, or given up. */
export interface Closing {
  readonly at: string;
  readonly reason: EpisodeEnd;
}

/** What is known of a matter: the same set gives the same episodes, in whatever order it became known. */
export interface Known {
  readonly contacts: readonly Contact[];
  readonly closings: readonly Closing[];
  /** When we began to wait for the customer, and when what we waited for came. */
  readonly turns: readonly Turn[];
}

interface Moment {
  readonly interactionId: string;
  readonly at: string;
}

/** One need, from its first contact to done. Times in ISO 8601 UTC. */
export interface Episode {
  /** From 1, among the episodes of its matter. */
  readonly number: number;
  readonly type: (typeof CONTACT_TYPES)[number];
  readonly openedAt: string;
  readonly lastContactAt: string;
  readonly interactionIds: string[];
  readonly inboundContacts: number;
  readonly handOvers: number;
  readonly idleSeconds: number;
  readonly handedOverAt?: string;
  readonly closedAt?: string;
  readonly ended?: EpisodeEnd;
  readonly flowSeconds?: number;
  /** Of a closed one; whether a pending one was confirmed only time tells. */
  readonly resolution?: Exclude<Resolution, 'confirmed'>;
  /** Whether the customer came again so soon that the one before was not resolved. */
  readonly follows: boolean;
  readonly waits?: Wait[];
  readonly repeat?: Moment;
  readonly secondHandOver?: Moment;
}

interface Draft {
  readonly follows: boolean;
  readonly contacts: Contact[];
  /** Contacts of ours after it was closed, to ask whether all is well: they open nothing. */
  readonly aftercare: Contact[];
  waits: Wait[];
  closing?: Closing;
}

/** The episodes of a matter, in their order. */
export function episodesOf(known: Known, rules: readonly EpisodeRules[]): Episode[] {
  const drafts: Draft[] = [];
  for (const step of inOrder(known)) {
    const last = drafts.at(-1);
    const open = last?.closing === undefined ? last : undefined;
    if ('reason' in step) {
      if (open) close(open, step);
    } else if ('turn' in step) {
      if (open) open.waits = step.turn === 'pause' ? paused(open.waits, step.at) : resumed(open.waits, step.at);
    } else if (open) {
      add(open, step);
    } else if (last && step.direction === 'outbound') {
      last.aftercare.push(step);
    } else {
      const follows = last?.closing !== undefined && step.at < windowEnd(rules, last.closing.at);
      const draft: Draft = { follows, contacts: [], aftercare: [], waits: [] };
      drafts.push(draft);
      add(draft, step);
    }
  }
  return drafts.map((draft, i) => episode(draft, i + 1, drafts[i + 1]?.follows === true));
}

/** Contacts and closings as they took place. What a contact closed at its very time it came before. */
function inOrder({ contacts, closings, turns }: Known): (Contact | Closing | Turn)[] {
  const key = (step: Contact | Closing | Turn): string => {
    if ('turn' in step) return turnKey(step);
    return `${step.at} ${'reason' in step ? `~${step.reason}` : step.interactionId}`;
  };
  return [...contacts, ...closings, ...turns].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function add(draft: Draft, contact: Contact): void {
  draft.contacts.push(contact);
  // Whoever comes again has answered.
  if (contact.direction === 'inbound') draft.waits = resumed(draft.waits, contact.at);
  if (contact.outcome === 'solved') close(draft, { at: endOf(contact), reason: 'solved' });
}

function close(draft: Draft, closing: Closing): void {
  draft.closing = closing;
  draft.waits = resumed(draft.waits, closing.at);
}

function episode({ contacts, aftercare, follows, closing, waits }: Draft, number: number, cameAgain: boolean): Episode {
  const [first] = contacts;
  if (first === undefined) throw new Error('an episode begins with a contact');
  const all = [...contacts, ...aftercare];
  const inbound = contacts.filter(({ direction }) => direction === 'inbound');
  const repeat = follows ? first : inbound[1];
  return {
    number,
    type: first.type,
    openedAt: first.at,
    lastContactAt: all.at(-1)?.at ?? first.at,
    interactionIds: all.map(({ interactionId }) => interactionId),
    inboundContacts: inbound.length,
    ...flowOf(contacts, closing?.at),
    ...(closing && {
      closedAt: closing.at,
      ended: closing.reason,
      resolution: cameAgain ? ('failed' as const) : ('pending' as const),
    }),
    follows,
    ...(waits.length > 0 && { waits }),
    ...(repeat && { repeat: { interactionId: repeat.interactionId, at: repeat.at } }),
  };
}
