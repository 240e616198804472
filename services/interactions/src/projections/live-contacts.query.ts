import type { Messaging } from '@rapport/messaging';

/** Contacts of a channel now, and of the last hours. */
export interface QueueRow {
  readonly channel: string;
  readonly queued: number;
  readonly started: number;
  /** Of those who wait now, in seconds; null where nobody does. */
  readonly longestWait: number | null;
  /** Of those who came into the queue and left, in the last hours. */
  readonly left: number;
  readonly abandoned: number;
}

// Whoever was never said to have left is forgotten after a day: the sender has lost them.
const FORGOTTEN = `interval '1 day'`;

export async function queueNow(pool: Messaging['pool'], team: string | undefined, hours: number): Promise<QueueRow[]> {
  const { rows } = await pool.query<QueueRow>(
    `select channel,
       count(*) filter (where left_at is null and started_at is null)::integer as queued,
       count(*) filter (where left_at is null and started_at is not null)::integer as started,
       floor(extract(epoch from now() - min(queued_at) filter (where left_at is null and started_at is null)))::double precision as "longestWait",
       count(*) filter (where left_at >= now() - make_interval(hours => $2))::integer as left,
       count(*) filter (where left_at >= now() - make_interval(hours => $2) and abandoned)::integer as abandoned
     from app.live_contacts
     where ($1::text is null or team = $1)
       and (left_at >= now() - make_interval(hours => $2) or (left_at is null and coalesce(started_at, queued_at) > now() - ${FORGOTTEN}))
     group by channel order by channel`,
    [team ?? null, hours],
  );
  return rows;
}
