import type { EventOfType } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';
import { seenBy } from '@rapport/service-kit';

/** An episode as it was told last. */
export type EpisodeFacts = EventOfType<'EpisodeCorrected'>['data'];

/** Where a page of episodes ended. */
export interface EpisodePlace {
  readonly openedAt: string;
  readonly episodeId: string;
}

export interface EpisodesAsked {
  /** All recorded ids of one customer; everybody's where absent. */
  readonly customers?: readonly string[] | undefined;
  readonly status: 'open' | 'closed' | 'all';
  /** Only of customers whom nobody looks after, or one of these of the staff; of all where it is null. */
  readonly staff?: readonly string[] | null;
  readonly after?: EpisodePlace | undefined;
  readonly limit: number;
}

/** Episodes, those opened last first. */
export async function listEpisodes(
  pool: Messaging['pool'],
  { customers, status, staff = null, after, limit }: EpisodesAsked,
): Promise<EpisodeFacts[]> {
  const which = { open: 'and closed_at is null', closed: 'and closed_at is not null', all: '' }[status];
  const { rows } = await pool.query<{ facts: EpisodeFacts }>(
    `select facts from app.episodes
     where ($1::uuid[] is null or customer_id = any($1)) ${which}
       and ($2::timestamptz is null or (opened_at, episode_id) < ($2::timestamptz, $3::uuid)) and ${seenBy('$5', 'customer_id')}
     order by opened_at desc, episode_id desc limit $4`,
    [customers ?? null, after?.openedAt ?? null, after?.episodeId ?? null, limit, staff],
  );
  return rows.map(({ facts }) => facts);
}

/** The matter of an episode, where it is known here already. */
export async function matterOf(pool: Messaging['pool'], episodeId: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ matter: string }>(
    'select matter_id as matter from app.episodes where episode_id = $1',
    [episodeId],
  );
  return rows[0]?.matter;
}

/** Whose an episode is, where it is known here already. */
export async function customerOfEpisode(
  episodeId: string,
  { pool }: { readonly pool: Messaging['pool'] },
): Promise<string[]> {
  const { rows } = await pool.query<{ customer: string }>(
    'select customer_id as customer from app.episodes where episode_id = $1',
    [episodeId],
  );
  return rows.map(({ customer }) => customer);
}
