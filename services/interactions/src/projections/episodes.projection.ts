import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { defineProjection, ignoring, keepRows, type Standing } from '@rapport/messaging';

type Told = EventOfType<
  | 'EpisodeOpened'
  | 'EpisodeContactAdded'
  | 'EpisodeClosed'
  | 'EpisodePaused'
  | 'EpisodeResumed'
  | 'EpisodeCorrected'
  | 'EpisodeContactRemoved'
  | 'EpisodeResolutionConfirmed'
  | 'EpisodeResolutionFailed'
>;

/** Every event tells the whole episode: the last one counts. */
function keep({ data }: Pick<Told, 'data'>, rows: Standing): void {
  const nothing = { contact: undefined, closing: undefined, removed: undefined, pause: undefined, resume: undefined };
  const {
    contact: _one,
    closing: _other,
    removed: _gone,
    pause: _stands,
    resume: _runs,
    ...facts
  } = { ...nothing, ...data };
  rows.set(data.episodeId, {
    episode_id: data.episodeId,
    matter_id: data.matterId,
    customer_id: data.customerId,
    opened_at: data.openedAt,
    closed_at: data.closedAt ?? null,
    facts,
  });
}

/** Episodes as they stand, under the customer's id as recorded: `app.episodes`. */
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
  commit: (rows, tx) => keepRows(tx, 'app.episodes', 'episode_id', rows),
  rebuild: { tables: { 'app.episodes': 'customer_id' } },
});
