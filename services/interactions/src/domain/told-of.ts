import type { Closing, Contact } from './episode.ts';
import type { Turn } from './episode-waits.ts';
import type { MatterEvent, ToldEpisode } from './matter.ts';

type Dated = MatterEvent & { readonly at: string };

/** What became known: one contact, one closing, or that a contact does not belong here. */
interface News {
  readonly contact?: Contact;
  readonly closing?: Closing;
  readonly turn?: Turn & { readonly reason?: string };
  readonly removedAt?: string;
}

/**
 * What is to be told of the episodes of a matter when something became known about it. Each event carries the episode as it
 * now stands, so a late contact that moves others to another episode is told by an event of each of them.
 */
export function toldOf(before: readonly ToldEpisode[], after: readonly ToldEpisode[], news: News): Dated[] {
  const at = news.contact?.at ?? news.closing?.at ?? news.turn?.at ?? news.removedAt ?? '';
  return after.flatMap((episode, i): Dated[] => {
    const told = changesOf(before[i], episode, after[i + 1], news);
    if (told.length > 0 || JSON.stringify(before[i]) === JSON.stringify(episode)) return told;
    return [{ type: 'EpisodeCorrected', at, data: { ...episode } }];
  });
}

/**
 * What is to be told when a contact was taken out. The episode that it was in says so, or is dissolved; episodes are numbered in
 * their order, so it may be the last one whose number nobody has any more.
 */
export function toldWithout(
  before: readonly ToldEpisode[],
  after: readonly ToldEpisode[],
  { interactionId, at }: { readonly interactionId: string; readonly at: string },
): Dated[] {
  const place = before.findIndex(({ interactionIds }) => interactionIds.includes(interactionId));
  const here = after[place];
  const dissolved = before.slice(after.length).map((episode): Dated => {
    const { episodeId, matterId, number, customerId } = episode;
    const removed = number === place + 1 && { removed: interactionId };
    return { type: 'EpisodeDissolved', at, data: { episodeId, matterId, number, customerId, ...removed } };
  });
  const taken: Dated[] = here ? [{ type: 'EpisodeContactRemoved', at, data: { ...here, removed: interactionId } }] : [];
  const others = toldOf(before, after, { removedAt: at }).filter(
    ({ type, data }) => type !== 'EpisodeCorrected' || data.episodeId !== here?.episodeId,
  );
  return [...taken, ...others, ...dissolved];
}

function changesOf(
  before: ToldEpisode | undefined,
  episode: ToldEpisode,
  next: ToldEpisode | undefined,
  { contact, closing, turn }: News,
): Dated[] {
  const events: Dated[] = [];
  const data = { ...episode };
  const { closedAt } = episode;
  const mine = contact !== undefined && episode.interactionIds.includes(contact.interactionId) ? contact : undefined;
  if (before === undefined) {
    events.push({ type: 'EpisodeOpened', at: episode.openedAt, data: { ...data, ...(mine && { contact: mine }) } });
  } else if (mine) {
    events.push({ type: 'EpisodeContactAdded', at: mine.at, data: { ...data, contact: mine } });
  }
  if (turn && before && JSON.stringify(before.waits) !== JSON.stringify(episode.waits)) {
    const { turn: kind, ...told } = turn;
    events.push(
      kind === 'pause'
        ? { type: 'EpisodePaused', at: turn.at, data: { ...data, pause: told } }
        : { type: 'EpisodeResumed', at: turn.at, data: { ...data, resume: { at: turn.at } } },
    );
  }
  const closes = closing !== undefined && closedAt === closing.at && before?.closedAt !== closedAt;
  if (closedAt !== undefined && (closes || before?.closedAt === undefined)) {
    events.push({ type: 'EpisodeClosed', at: closedAt, data: { ...data, ...(closes && { closing }) } });
  }
  if (episode.resolution === 'failed' && before?.resolution !== 'failed') {
    events.push({ type: 'EpisodeResolutionFailed', at: next?.openedAt ?? episode.openedAt, data });
  }
  return events;
}
