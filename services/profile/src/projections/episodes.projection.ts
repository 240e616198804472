import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { defineProjection, ignoring, keepRows, markChanged, type Standing, type Tx } from '@rapport/messaging';
import { iso } from './view-row.ts';

interface Told {
  readonly data: EventOfType<'EpisodeCorrected'>['data'];
}

/** Every event tells the whole episode: the last one counts. */
function keep({ data }: Told, rows: Standing): void {
  rows.set(data.episodeId, {
    episode_id: data.episodeId,
    customer_id: data.customerId,
    type: data.type,
    opened_at: data.openedAt,
    last_contact_at: data.lastContactAt,
    contacts: data.interactionIds.length,
    hand_overs: data.handOvers,
    handed_over_at: data.handedOverAt,
    follows: data.follows,
    closed: data.closedAt !== undefined,
  });
}

/** The needs that a customer came with (table app.episode); closed ones stay, since what becomes known late may change them. */
export const episodes = defineProjection({
  name: 'episodes',
  from: ['interactions'],
  begin: (): Standing => new Map(),
  on: {
    ...ignoring(interactionsEvents),
    EpisodeOpened: keep,
    EpisodeContactAdded: keep,
    EpisodeClosed: keep,
    EpisodePaused: keep,
    EpisodeResumed: keep,
    EpisodeResolutionConfirmed: keep,
    EpisodeResolutionFailed: keep,
    EpisodeCorrected: keep,
    EpisodeContactRemoved: keep,
    EpisodeDissolved: ({ data }, rows) => void rows.set(data.episodeId, undefined),
  },
  commit: (rows, tx) => keepRows(tx, 'app.episode', 'episode_id', rows),
  // The document of a customer shows the open ones.
  rebuild: { tables: { 'app.episode': 'customer_id' }, changed: (customers, tx) => markChanged(tx, customers) },
});

export type OpenEpisode = {
  readonly episodeId: string;
  readonly type: string;
  readonly openedAt: string;
  readonly lastContactAt: string;
  readonly contacts: number;
  readonly handOvers: number;
  /** Handed over then, and not taken up yet. */
  readonly handedOverAt: string | null;
  /** Whether the customer came again about what was held for solved. */
  readonly again: boolean;
};

/** By recorded customer: the open episodes. */
export async function openEpisodesOf(tx: Tx, recorded: readonly string[]): Promise<Map<string, OpenEpisode[]>> {
  const { rows } = await tx.query<OpenEpisode & { customer: string }>(
    `select customer_id as customer, episode_id as "episodeId", type, ${iso('opened_at')} as "openedAt",
       ${iso('last_contact_at')} as "lastContactAt", contacts, hand_overs as "handOvers",
       ${iso('handed_over_at')} as "handedOverAt", follows is not null as again
     from app.episode where customer_id = any($1::uuid[]) and not closed`,
    [recorded],
  );
  const episodes = new Map<string, OpenEpisode[]>();
  for (const { customer, ...episode } of rows) episodes.set(customer, [...(episodes.get(customer) ?? []), episode]);
  return episodes;
}
