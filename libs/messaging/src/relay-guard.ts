import { eventTopic, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { lastMessages } from './kafka.ts';

/**
 * Whether the service's topic holds what its database does not know, as after a restore of the database to an earlier
 * moment: to go on would give the same numbers to other events. Answers why the relay must not run, or nothing.
 */
export async function topicAhead(
  pool: pg.Pool,
  options: { readonly service: ServiceName; readonly brokers: readonly string[]; readonly topicPrefix: string },
): Promise<string | undefined> {
  const { service, brokers, topicPrefix } = options;
  const topic = eventTopic(service, topicPrefix);
  const published = await lastMessages({ brokers, clientId: service }, topic);
  const { rows } = await pool.query<{ position: number }>(
    `select w.position from unnest($1::bigint[], $2::uuid[]) as w(position, id)
     where not exists (select from messaging.events e where e.position = w.position and e.id = w.id)`,
    [published.map(({ headers }) => headers.ce_position), published.map(({ headers }) => headers.ce_id)],
  );
  if (rows.length === 0) return undefined;
  return `${topic} holds events that the database does not have (position ${rows.map(row => row.position).join(', ')}): it was restored to an earlier moment`;
}
