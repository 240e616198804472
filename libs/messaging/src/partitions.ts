import { eventTopic, type ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { withTopics } from './topics.ts';
import type { Lease } from './lease.ts';

/** What a service must know to tell how many partitions it writes to. */
export interface Writing {
  readonly service: ServiceName;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
}

/**
 * To how many partitions a service writes: what its database says, and not how many there are, so that keys change their
 * places only when `addPartitions` has seen to it that nothing is under way. Kafka is asked once, by the first relay of all.
 * Looked up anew with every change of the lease, which adding partitions is too.
 */
export function writtenPartitions(pool: pg.Pool, writing: Writing, lease: Lease): () => Promise<number> {
  let known = { epoch: -1, partitions: 0 };
  return async () => {
    const { epoch } = lease;
    if (known.epoch !== epoch) known = { epoch, partitions: (await stored(pool)) ?? (await agree(pool, writing)) };
    return known.partitions;
  };
}

async function stored(pool: pg.Pool): Promise<number | undefined> {
  const { rows } = await pool.query<{ partitions: number | null }>('select partitions from messaging.log');
  return rows[0]?.partitions ?? undefined;
}

async function agree(pool: pg.Pool, { service, brokers, topicPrefix }: Writing): Promise<number> {
  const topic = eventTopic(service, topicPrefix);
  const found = await withTopics({ brokers, clientId: service }, async topics =>
    (await topics.partitions([topic])).get(topic),
  );
  if (found === undefined) throw new Error(`there is no topic ${topic}`);
  await pool.query('update messaging.log set partitions = $1 where partitions is null', [found]);
  return (await stored(pool)) ?? found;
}
