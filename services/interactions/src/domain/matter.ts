import { derivedId, type InteractionsEvent } from '@rapport/contracts';
import { windowEnd, type EpisodeRules } from './episode-rules.ts';
import type { Turn } from './episode-waits.ts';
import { episodesOf, type Contact, type Episode, type Known, type Resolution } from './episode.ts';

export type MatterEvent = Extract<InteractionsEvent, { readonly type: `Episode${string}` }>;

/** What is known of one matter. What its episodes are follows from it, and is worked out anew each time. */
export interface Matter extends Known {
  readonly matterId: string | null;
  readonly customerId: string | null;
  /** The claims of contacts that were taken out: what put them here, told again, puts them here no more. */
  readonly removed: readonly string[];
  /** The closings, by the number of their episode, of which it was told that the customer had no need to come again. */
  readonly confirmed: readonly { readonly number: number; readonly closedAt: string }[];
}

export const initial: Matter = {
  matterId: null,
  customerId: null,
  contacts: [],
  closings: [],
  turns: [],
  removed: [],
  confirmed: [],
};

/** Of a contact: it is in one matter at a time, and its way through others is part of the claim. */
export const claimOf = ({ interactionId, from = [] }: Pick<Contact, 'interactionId' | 'from'>): string =>
  [interactionId, ...from].join(' ');

export function evolve(state: Matter, { type, data }: MatterEvent): Matter {
  const matter = { ...state, matterId: data.matterId, customerId: data.customerId };
  if (type === 'EpisodeResolutionConfirmed') {
    const { number, closedAt = '' } = data;
    const others = state.confirmed.filter(one => one.number !== number);
    return { ...matter, confirmed: [...others, { number, closedAt }] };
  }
  if ('removed' in data && data.removed !== undefined) return without(matter, data.removed);
  if ('contact' in data && data.contact) return { ...matter, contacts: [...state.contacts, data.contact] };
  if ('closing' in data && data.closing) return { ...matter, closings: [...state.closings, data.closing] };
  const turn = turnOf(data);
  return turn ? { ...matter, turns: [...state.turns, turn] } : matter;
}

function turnOf(data: MatterEvent['data']): Turn | undefined {
  if ('pause' in data) return { turn: 'pause', at: data.pause.at };
  return 'resume' in data ? { turn: 'resume', at: data.resume.at } : undefined;
}

function without(matter: Matter, interactionId: string): Matter {
  const gone = matter.contacts.filter(contact => contact.interactionId === interactionId);
  const contacts = matter.contacts.filter(contact => contact.interactionId !== interactionId);
  return { ...matter, contacts, removed: [...matter.removed, ...gone.map(claimOf)] };
}

/** An episode as it is told. */
export type ToldEpisode = Omit<Episode, 'follows' | 'resolution'> & {
  readonly episodeId: string;
  readonly matterId: string;
  readonly customerId: string;
  readonly windowEndsAt?: string;
  readonly resolution?: Resolution;
  readonly follows?: string;
};

/** The first episode has the id of its matter, the others ids by their number: whichever became known first. */
export const episodeId = (matterId: string, number: number): string =>
  number === 1 ? matterId : derivedId(`${matterId} episode ${number}`);

/** The episodes of a matter that is known, as they are told. */
export function toldEpisodes(matter: Matter, rules: readonly EpisodeRules[]): ToldEpisode[] {
  const { matterId, customerId, confirmed } = matter;
  if (matterId === null || customerId === null) return [];
  return episodesOf(matter, rules).map(({ follows, resolution, ...episode }) => {
    const { number, closedAt } = episode;
    const stands =
      resolution === 'pending' && confirmed.some(one => one.number === number && one.closedAt === closedAt);
    return {
      episodeId: episodeId(matterId, number),
      matterId,
      customerId,
      ...episode,
      ...(closedAt !== undefined && { windowEndsAt: windowEnd(rules, closedAt) }),
      ...(resolution && { resolution: stands ? 'confirmed' : resolution }),
      ...(follows && { follows: episodeId(matterId, number - 1) }),
    };
  });
}

export interface Due {
  readonly episode: ToldEpisode;
  readonly at: string;
}

/** The episodes whose resolution time alone will confirm, and when. */
export const dueOf = (episodes: readonly ToldEpisode[]): Due[] =>
  episodes.flatMap(episode => {
    const { windowEndsAt, resolution } = episode;
    return windowEndsAt !== undefined && resolution === 'pending' ? [{ episode, at: windowEndsAt }] : [];
  });
