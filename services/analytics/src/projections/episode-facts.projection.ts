import { type EventMeta, type EventOfType, interactionsEvents } from '@rapport/contracts';
import { defineProjection, ignoring, keepRows, type Standing } from '@rapport/messaging';
import { asDue } from './due-marks.ts';
import { markDue } from './satisfaction-due.ts';

type Told = EventMeta & { readonly data: EventOfType<'EpisodeCorrected'>['data'] };

interface Fold {
  readonly episodes: Standing;
  /** The episode of each contact. */
  readonly contacts: Standing;
  /** Contacts that were taken out, and of which episode: of a merged customer they may have become known in another before. */
  readonly removed: Map<string, string>;
}

/** Every event tells the whole episode: the last one counts. */
function keep(event: Told, { episodes, contacts, removed }: Fold): void {
  const { episodeId, customerId, interactionIds } = event.data;
  episodes.set(episodeId, rowOf(event));
  for (const id of interactionIds) {
    contacts.set(id, { interaction_id: id, episode_id: episodeId, recorded_customer_id: customerId });
    if (removed.get(id) === episodeId) removed.delete(id);
  }
}

function takenOut({ contacts, removed }: Fold, interactionId: string, episodeId: string): void {
  if (contacts.get(interactionId)?.['episode_id'] === episodeId) contacts.delete(interactionId);
  removed.set(interactionId, episodeId);
}

/** facts.episodes: one row an episode as it stands; facts.episode_contacts: in which one a contact is. */
export const episodeFacts = defineProjection({
  name: 'episode-facts',
  from: ['interactions'] as const,
  begin: (): Fold => ({ episodes: new Map(), contacts: new Map(), removed: new Map() }),
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
    EpisodeContactRemoved(event, fold) {
      takenOut(fold, event.data.removed, event.data.episodeId);
      keep(event, fold);
    },
    EpisodeDissolved({ data: { episodeId, removed } }, fold) {
      fold.episodes.set(episodeId, undefined);
      if (removed !== undefined) takenOut(fold, removed, episodeId);
    },
  },
  async commit({ episodes, contacts, removed }, tx) {
    await keepRows(tx, 'facts.episodes', 'episode_id', episodes);
    await keepRows(tx, 'facts.episode_contacts', 'interaction_id', contacts);
    await tx.query(
      `delete from facts.episode_contacts c using unnest($1::uuid[], $2::uuid[]) as r(contact, episode)
       where c.interaction_id = r.contact and c.episode_id = r.episode`,
      [[...removed.keys()], [...removed.values()]],
    );
  },
  rebuild: {
    tables: { 'facts.episodes': 'recorded_customer_id', 'facts.episode_contacts': 'recorded_customer_id' },
    changed: (customers, tx) => markDue(tx, asDue(customers)),
  },
});

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
