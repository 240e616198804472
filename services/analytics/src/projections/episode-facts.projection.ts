import { type EventMeta, type EventOfType, interactionsEvents } from '@rapport/contracts';
import { bulkUpsert, defineProjection, ignoring, type Tx } from '@rapport/messaging';
import { markDue } from './satisfaction-due.ts';

type Told = EventMeta & { readonly data: EventOfType<'EpisodeCorrected'>['data'] };

interface Fold {
  readonly episodes: Map<string, Told>;
  /** The episode of each contact. */
  readonly contacts: Map<string, Told>;
  /** Those dissolved, and contacts that are in none. */
  readonly gone: { readonly episodes: Set<string>; readonly contacts: Set<string> };
}

/** Every event tells the whole episode: the last one counts. */
function keep(event: Told, { episodes, contacts, gone }: Fold): void {
  episodes.set(event.data.episodeId, event);
  gone.episodes.delete(event.data.episodeId);
  for (const interactionId of event.data.interactionIds) {
    contacts.set(interactionId, event);
    gone.contacts.delete(interactionId);
  }
}

function takenOut({ contacts, gone }: Fold, interactionId: string | undefined): void {
  if (interactionId === undefined) return;
  contacts.delete(interactionId);
  gone.contacts.add(interactionId);
}

/** facts.episodes: one row an episode as it stands; facts.episode_contacts: in which one a contact is. */
export const episodeFacts = defineProjection({
  name: 'episode-facts',
  from: ['interactions'] as const,
  begin: (): Fold => ({
    episodes: new Map(),
    contacts: new Map(),
    gone: { episodes: new Set(), contacts: new Set() },
  }),
  on: {
    ...ignoring(interactionsEvents),
    EpisodeOpened: keep,
    EpisodeContactAdded: keep,
    EpisodeClosed: keep,
    EpisodeResolutionConfirmed: keep,
    EpisodeResolutionFailed: keep,
    EpisodeCorrected: keep,
    EpisodeContactRemoved(event, fold) {
      takenOut(fold, event.data.removed);
      keep(event, fold);
    },
    EpisodeDissolved({ data: { episodeId, removed } }, fold) {
      fold.episodes.delete(episodeId);
      fold.gone.episodes.add(episodeId);
      takenOut(fold, removed);
    },
  },
  commit: async ({ episodes, contacts, gone }, tx) => {
    await remove(tx, 'facts.episodes', 'episode_id', gone.episodes);
    await remove(tx, 'facts.episode_contacts', 'interaction_id', gone.contacts);
    await bulkUpsert(tx, 'facts.episodes', [...episodes.values()].map(rowOf), { key: ['episode_id'] });
    await bulkUpsert(
      tx,
      'facts.episode_contacts',
      [...contacts].map(([interactionId, { data }]) => ({
        interaction_id: interactionId,
        episode_id: data.episodeId,
        recorded_customer_id: data.customerId,
      })),
      { key: ['interaction_id'] },
    );
  },
  rebuild: {
    tables: { 'facts.episodes': 'recorded_customer_id', 'facts.episode_contacts': 'recorded_customer_id' },
    changed: (customers, tx) => markDue(tx, customers),
  },
});

async function remove(tx: Tx, table: string, column: string, ids: ReadonlySet<string>): Promise<void> {
  if (ids.size > 0) await tx.query(`delete from ${table} where ${column} = any($1::uuid[])`, [[...ids].sort()]);
}

const rowOf = ({ id, data, recordedAt, imported }: Told) => ({
  episode_id: data.episodeId,
  event_id: id,
  recorded_customer_id: data.customerId,
  matter_id: data.matterId,
  number: data.number,
  type: data.type,
  opened_at: data.openedAt,
  last_contact_at: data.lastContactAt,
  recorded_at: recordedAt,
  contacts: data.interactionIds.length,
  inbound_contacts: data.inboundContacts,
  hand_overs: data.handOvers,
  idle_seconds: data.idleSeconds,
  handed_over_at: data.handedOverAt,
  closed_at: data.closedAt,
  ended: data.ended,
  flow_seconds: data.flowSeconds,
  window_ends_at: data.windowEndsAt,
  resolution: data.resolution,
  follows: data.follows,
  repeat_in: data.repeat?.interactionId,
  repeat_at: data.repeat?.at,
  second_hand_over_in: data.secondHandOver?.interactionId,
  second_hand_over_at: data.secondHandOver?.at,
  imported,
});
