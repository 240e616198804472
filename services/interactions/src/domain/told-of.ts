import type { Closing, Contact } from './episode.ts';
import type { MatterEvent, ToldEpisode } from './matter.ts';

type Dated = MatterEvent & { readonly at: string };

/** What became known: one contact, or one closing. */
interface News {
  readonly contact?: Contact;
  readonly closing?: Closing;
}

/**
 * What is to be told of the episodes of a matter when something became known about it. Each event carries the episode as it
 * now stands, so a late contact that moves others to another episode is told by an event of each of them.
 */
export function toldOf(before: readonly ToldEpisode[], after: readonly ToldEpisode[], news: News): Dated[] {
  const at = news.contact?.at ?? news.closing?.at ?? '';
  return after.flatMap((episode, i): Dated[] => {
    const told = changesOf(before[i], episode, after[i + 1], news);
    if (told.length > 0 || JSON.stringify(before[i]) === JSON.stringify(episode)) return told;
    return [{ type: 'EpisodeCorrected', at, data: { ...episode } }];
  });
}

function changesOf(
  before: ToldEpisode | undefined,
  episode: ToldEpisode,
  next: ToldEpisode | undefined,
  { contact, closing }: News,
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
  const closes = closing !== undefined && closedAt === closing.at && before?.closedAt !== closedAt;
  if (closedAt !== undefined && (closes || before?.closedAt === undefined)) {
    events.push({ type: 'EpisodeClosed', at: closedAt, data: { ...data, ...(closes && { closing }) } });
  }
  if (episode.resolution === 'failed' && before?.resolution !== 'failed') {
    events.push({ type: 'EpisodeResolutionFailed', at: next?.openedAt ?? episode.openedAt, data });
  }
  return events;
}
