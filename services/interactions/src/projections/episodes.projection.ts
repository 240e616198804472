import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Record<string, unknown>;
type Told = EventOfType<
  | 'EpisodeOpened'
  | 'EpisodeContactAdded'
  | 'EpisodeClosed'
  | 'EpisodeCorrected'
  | 'EpisodeResolutionConfirmed'
  | 'EpisodeResolutionFailed'
>;

/** Every event tells the whole episode: the last one counts. */
function keep({ data }: Pick<Told, 'data'>, rows: Map<string, Row>): void {
  const { contact: _one, closing: _other, ...facts } = { contact: undefined, closing: undefined, ...data };
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
  begin: (): Map<string, Row> => new Map(),
  on: {
    ...ignoring(interactionsEvents),
    EpisodeOpened: keep,
    EpisodeContactAdded: keep,
    EpisodeClosed: keep,
    EpisodeResolutionConfirmed: keep,
    EpisodeResolutionFailed: keep,
    EpisodeCorrected: keep,
  },
  commit: async (rows, tx) => void (await bulkUpsert(tx, 'app.episodes', [...rows.values()], { key: ['episode_id'] })),
  rebuild: { tables: { 'app.episodes': 'customer_id' } },
});
