import type { Batch } from './apply-batch.ts';
import { bulkUpsert } from './bulk-upsert.ts';
import { sequenceOf, subjectOf } from './cloud-event.ts';
import { DivergedLogError, PositionError } from './errors.ts';
import type { Fetched } from './kafka.ts';
import { parkedSubjects } from './parking.ts';
import type { Tx } from './pool.ts';
import { isUuid, sourceNumber, subjectKey, verdict } from './sequences.ts';

export interface Sorted {
  /** What was not seen before, in order. */
  readonly fresh: readonly Fetched[];
  /** Messages before which events are missing; their partitions stop there. */
  readonly gaps: readonly Fetched[];
  /** Where each partition now continues. */
  readonly next: ReadonlyMap<number, number>;
  /** Subjects that have a parked event: what follows for them has to wait behind it. */
  readonly behind: ReadonlySet<string>;
}

/**
 * Tells what is new from what was seen, subject by subject, and moves the positions and the last number of each subject. A
 * partition goes no further than its first gap. What is set aside needs no proper number, and nothing is missing before it.
 */
export async function sortOut(tx: Tx, batch: Batch, setAside: (message: Fetched) => boolean): Promise<Sorted> {
  const at = await lockPositions(tx, batch);
  checkContinuity(batch, at);
  const unseen = batch.messages.filter(m => m.offset >= (at.get(m.partition)?.next ?? Infinity));
  const keys = [...new Set(unseen.map(m => subjectKey(subjectOf(m))))].sort();
  const { rows } = await tx.query<Last & { subject: string }>(
    'select subject, last, last_id from messaging.sequences where source = $1 and subject = any($2::uuid[])',
    [sourceNumber(batch.source), keys],
  );
  const { fresh, gaps, last } = judge(unseen, new Map(rows.map(row => [row.subject, row])), at, setAside);
  const kept = [...last].map(([subject, now]) => ({
    source: sourceNumber(batch.source),
    subject,
    last: now.last,
    last_id: now.last_id,
  }));
  await bulkUpsert(tx, 'messaging.sequences', kept, { key: ['source', 'subject'] });
  const next = await writePositions(tx, batch, gaps, at);
  return { fresh, gaps, next, behind: await parkedSubjects(tx, batch.topic) };
}

interface Position {
  readonly next: number;
  /** Whether the log of this partition begins later than its first event. */
  readonly shortened: boolean;
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
  at: ReadonlyMap<number, Position>,
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

interface Last {
  readonly last: number;
  readonly last_id: string;
}

function judge(
  messages: readonly Fetched[],
  known: Map<string, Last>,
  at: ReadonlyMap<number, Position>,
  setAside: (message: Fetched) => boolean,
): { fresh: Fetched[]; gaps: Fetched[]; last: Map<string, Last> } {
  const last = new Map<string, Last>();
  const stopped = new Set<number>();
  const fresh: Fetched[] = [];
  const gaps: Fetched[] = [];
  for (const message of messages) {
    if (stopped.has(message.partition)) continue;
    const parking = setAside(message);
    const key = subjectKey(subjectOf(message));
    const sequence = parking ? Number(message.headers.ce_sequence) : sequenceOf(message.headers);
    // What has no proper number can only be parked: it leaves the numbers of its subject alone.
    if (!Number.isSafeInteger(sequence) || sequence < 1 || !isUuid(message.headers.ce_id)) {
      if (!parking) throw new TypeError('the message has no proper ce_sequence and ce_id');
      fresh.push(message);
      continue;
    }
    const before = known.get(key);
    if (before?.last === sequence && before.last_id !== message.headers.ce_id) throw new DivergedLogError(message);
    const judged = verdict(before?.last, sequence, at.get(message.partition)?.shortened ?? false);
    if (judged === 'duplicate') continue;
    if (judged === 'gap' && !parking) {
      stopped.add(message.partition);
      gaps.push(message);
      continue;
    }
    const now = { last: sequence, last_id: message.headers.ce_id ?? '' };
    known.set(key, now);
    last.set(key, now);
    fresh.push(message);
  }
  return { fresh, gaps, last };
}
