import type { ServiceName } from '@rapport/contracts';
import type pg from 'pg';
import { fromMessage } from './cloud-event.ts';
import { bulkUpsert } from './bulk-upsert.ts';
import { PositionError } from './errors.ts';
import type { Reached } from './fail-point.ts';
import type { RunnablePolicy, RunnableProjection } from './handlers.ts';
import type { Fetched, TopicPartition } from './kafka.ts';
import { parkMessages, parkedSubjects } from './parking.ts';
import { transaction, type Tx } from './pool.ts';
import { sortOut, subjectOf, type Position } from './sort-out.ts';
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
}

/**
 * One transaction: the positions are locked, what was seen before is dropped, the rest goes through every projection
 * and policy, and the new positions are written. `park` takes the whole batch out of the way instead, with a reason.
 */
export async function applyBatch(pool: pg.Pool, readers: Readers, batch: Batch, park?: string): Promise<Applied> {
  return transaction(pool, async tx => {
    const at = await lockPositions(tx, batch);
    checkContinuity(batch, at);
    const unseen = batch.messages.filter(m => m.offset >= (at.get(m.partition)?.next ?? Infinity));
    const sorted = await sortOut(tx, batch.source, unseen, at, park !== undefined);
    const parked = park === undefined ? await parkedSubjects(tx, batch.topic) : undefined;
    const out = sorted.fresh.filter(m => !parked || parked.has(subjectOf(m)));
    if (out.length > 0) await parkMessages(tx, out, park ?? 'follows a parked event');
    const events = sorted.fresh
      .filter(m => !out.includes(m))
      .filter(m => isHandled(readers, m))
      .map(fromMessage);
    await traced('process', events, async () => {
      for (const projection of readers.projections) {
        if (projection.from.includes(batch.source)) await projection.apply(events, tx);
      }
    });
    const todos = await addTodos(tx, readers.policies, events);
    const next = await writePositions(tx, batch, sorted.gaps, at);
    await readers.reached?.('applying');
    return { next, gaps: sorted.gaps, applied: events.length, todos };
  });
}

function isHandled({ projections, policies }: Readers, { headers }: Fetched): boolean {
  const type = headers.ce_type ?? '';
  return projections.some(({ types }) => types.has(type)) || policies.some(({ types }) => types.has(type));
}

async function lockPositions(tx: Tx, { topic, messages }: Batch): Promise<Map<number, Position>> {
  const partitions = [...new Set(messages.map(m => m.partition))];
  const { rows } = await tx.query<{ partition: number; next: number; shortened: boolean }>(
    `select partition, next_offset as next, shortened from messaging.positions
     where topic = $1 and partition = any($2::int[]) order by partition for update`,
    [topic, partitions],
  );
  return new Map(rows.map(({ partition, next, shortened }) => [partition, { next, shortened }]));
}

/** Offsets of an event topic have no holes: a batch that begins beyond the position has lost something on the way. */
function checkContinuity({ messages }: Batch, at: ReadonlyMap<number, Position>): void {
  const expected = new Map([...at].map(([partition, { next }]) => [partition, next]));
  for (const message of messages) {
    const next = expected.get(message.partition) ?? 0;
    if (message.offset > next) throw new PositionError(message, next);
    expected.set(message.partition, Math.max(next, message.offset + 1));
  }
}

async function writePositions(
  tx: Tx,
  { topic, messages }: Batch,
  gaps: readonly Fetched[],
  at: Map<number, Position>,
): Promise<Map<number, number>> {
  const next = new Map<number, number>();
  for (const { partition, offset } of messages)
    next.set(partition, Math.max(next.get(partition) ?? 0, offset + 1, at.get(partition)?.next ?? 0));
  for (const { partition, offset } of gaps) next.set(partition, offset);
  await tx.query(
    `update messaging.positions p set next_offset = w.next from unnest($2::int[], $3::bigint[]) as w(partition, next)
     where p.topic = $1 and p.partition = w.partition and p.next_offset < w.next`,
    [topic, [...next.keys()], [...next.values()]],
  );
  return next;
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
