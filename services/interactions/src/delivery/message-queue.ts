import type { MessageChannel } from '@rapport/contracts';
import type { Messaging } from '@rapport/messaging';

type Pool = Messaging['pool'];

/**
 * Takes messages that are due, for so long: no other process takes them meanwhile. Whoever dies while it holds some leaves them
 * to others when that time is over.
 */
export async function claimDue(pool: Pool, channel: MessageChannel, most: number, forMs: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into app.message_claims as c (message_id, claimed_until)
     select message_id, clock_timestamp() + make_interval(secs => $3::float8 / 1000) from app.messages m
     where status = 'due' and channel = $1
       and not exists (select from app.message_claims k where k.message_id = m.message_id and k.claimed_until > clock_timestamp())
     order by changed_at, message_id limit $2
     on conflict (message_id) do update set claimed_until = excluded.claimed_until where c.claimed_until <= clock_timestamp()
     returning message_id as id`,
    [channel, most, forMs],
  );
  return rows.map(({ id }) => id);
}

const REST_S = 2;

/** Gives one back: a moment later, since what became of it is not in the list yet. Old claims go. */
export async function giveBack(pool: Pool, messageId: string): Promise<void> {
  await pool.query(
    `update app.message_claims set claimed_until = clock_timestamp() + make_interval(secs => ${REST_S}) where message_id = $1`,
    [messageId],
  );
  await pool.query(
    `delete from app.message_claims where message_id in (select message_id from app.message_claims
       where claimed_until < clock_timestamp() - interval '1 hour' order by message_id limit 50 for update skip locked)`,
  );
}

export interface Waiting {
  readonly channel: string;
  readonly due: number;
  readonly oldestDueAt: string | null;
}

/** How many messages are due by each channel, and since when the oldest is. */
export async function waitingByChannel(pool: Pool): Promise<Waiting[]> {
  const { rows } = await pool.query<{ channel: string; due: number; oldest: Date }>(
    `select channel, count(*)::integer as due, min(changed_at) as oldest from app.messages where status = 'due' group by 1 order by 1`,
  );
  return rows.map(({ channel, due, oldest }) => ({ channel, due, oldestDueAt: oldest.toISOString() }));
}
