import { type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring } from '@rapport/messaging';

type Row = Record<string, unknown>;
/** Undefined for what is none any more. */
type Fold = Map<string, Row | undefined>;
type Told = EventOfType<
  | 'EpisodeOpened'
  | 'EpisodeContactAdded'
  | 'EpisodeClosed'
  | 'EpisodeCorrected'
  | 'EpisodeContactRemoved'
  | 'EpisodeResolutionConfirmed'
  | 'EpisodeResolutionFailed'
>;

/** Every event tells the whole episode: the last one counts. */
function keep({ data }: Pick<Told, 'data'>, rows: Fold): void {
  const nothing = { contact: undefined, closing: undefined, removed: undefined };
  const { contact: _one, closing: _other, removed: _gone, ...facts } = { ...nothing, ...data };
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
  begin: (): Fold => new Map(),
  on: {
    ...ignoring(interactionsEvents),
    EpisodeOpened: keep,
    EpisodeContactAdded: keep,
    EpisodeClosed: keep,
    EpisodeResolutionConfirmed: keep,
    EpisodeResolutionFailed: keep,
    EpisodeCorrected: keep,
    EpisodeContactRemoved: keep,
    EpisodeDissolved: ({ data }, rows) => void rows.set(data.episodeId, undefined),
  },
  async commit(rows, tx) {
    const stand = [...rows.values()].filter(row => row !== undefined);
    await bulkUpsert(tx, 'app.episodes', stand, { key: ['episode_id'] });
    const gone = [...rows].flatMap(([id, row]) => (row === undefined ? [id] : []));
    if (gone.length > 0) await tx.query('delete from app.episodes where episode_id = any($1::uuid[])', [gone]);
  },
  rebuild: { tables: { 'app.episodes': 'customer_id' } },
});
