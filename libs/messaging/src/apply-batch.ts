import type { RecordedEvent, ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { fromMessage, subjectOf } from './cloud-event.ts';
import { bulkUpsert } from './bulk-upsert.ts';
import type { Reached } from './fail-point.ts';
import type { RunnablePolicy, RunnableProjection } from './handlers.ts';
import type { Fetched, TopicPartition } from './kafka.ts';
import { FOLLOWS, parkMessages, storable } from './parking.ts';
import { transaction, type Tx } from './pool.ts';
import { goOn } from './go-on.ts';
import { sortOut } from './sort-out.ts';
import { addTodos } from './todo.ts';
import { traced } from './tracing.ts';

/** Messages of one topic, in the order of each partition. */
export interface Batch {
  readonly topic: string;
  readonly source: ServiceName;
  readonly messages: readonly Fetched[];
}

export interface Readers {
  readonly projections: readonly RunnableProjection[];
  readonly policies: readonly RunnablePolicy[];
  readonly reached?: Reached | undefined;
}

export interface Applied {
  /** Where each partition now continues. */
  readonly next: ReadonlyMap<number, number>;
  /** A partition stopped before this message: events are missing between the last one known and this one. */
  readonly gaps: readonly Fetched[];
  readonly applied: number;
  readonly todos: number;
  readonly parked: number;
}

/**
 * One transaction: the positions are locked and moved, what was seen before is dropped, and the rest goes through every
 * projection and policy. `park` takes the whole batch out of the way instead, with a reason.
 */
export async function applyBatch(pool: pg.Pool, readers: Readers, batch: Batch, park?: string): Promise<Applied> {
  return transaction(pool, async tx => {
    const parking = park !== undefined;
    const { fresh, gaps, next, behind } =
      (!parking && (await goOn(tx, batch))) || (await sortOut(tx, batch, () => parking));
    const out = fresh.filter(m => parking || (behind.size > 0 && behind.has(storable(subjectOf(m)))));
    if (out.length > 0) await parkMessages(tx, out, park ?? FOLLOWS);
    const events = (out.length === 0 ? fresh : fresh.filter(m => !out.includes(m)))
      .filter(m => isHandled(readers, m))
      .map(fromMessage);
    const todos = await traced('process', events, () => applyEvents(tx, readers, batch.source, events));
    await readers.reached?.('applying');
    return { next, gaps, applied: events.length, todos, parked: out.length };
  });
}

/** Takes events of one source through every projection and policy. Answers how many commands the policies wish for. */
export async function applyEvents(
  tx: Tx,
  { projections, policies }: Readers,
  source: ServiceName,
  events: readonly RecordedEvent[],
): Promise<number> {
  for (const projection of projections) if (projection.from.includes(source)) await projection.apply(events, tx);
  return addTodos(tx, policies, events);
}

export function isHandled({ projections, policies }: Readers, { headers }: Pick<Fetched, 'headers'>): boolean {
  const type = headers.ce_type ?? '';
  return projections.some(({ types }) => types.has(type)) || policies.some(({ types }) => types.has(type));
}

/** The offset from which each partition is to be read, making rows for those never read; one recreated begins anew. */
export async function positionsOf(
  pool: pg.Pool,
  partitions: readonly TopicPartition[],
  topicIds: ReadonlyMap<string, string>,
  starts: ReadonlyMap<string, readonly number[]>,
): Promise<(TopicPartition & { readonly offset: number })[]> {
  const wanted = partitions.map(({ topic, partition }) => ({
    topic,
    partition,
    topic_id: topicIds.get(topic) ?? '',
    next_offset: starts.get(topic)?.[partition] ?? 0,
    shortened: (starts.get(topic)?.[partition] ?? 0) > 0,
  }));
  return transaction(pool, async tx => {
    await bulkUpsert(tx, 'messaging.positions', wanted, {
      key: ['topic', 'partition'],
      update: {
        next_offset:
          'case when t.topic_id = excluded.topic_id then greatest(t.next_offset, excluded.next_offset) else excluded.next_offset end',
        topic_id: 'excluded.topic_id',
        shortened: 't.shortened or excluded.shortened',
      },
    });
    const { rows } = await tx.query<TopicPartition & { offset: number }>(
      `select p.topic, p.partition, p.next_offset as "offset" from messaging.positions p
       join unnest($1::text[], $2::int[]) as w(topic, partition) using (topic, partition)`,
      [partitions.map(p => p.topic), partitions.map(p => p.partition)],
    );
    return rows;
  });
}
