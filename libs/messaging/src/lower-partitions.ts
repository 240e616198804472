import type { TopicPartition } from './kafka.ts';
import type { Tx } from './pool.ts';

/** Where the keys of a partition belonged while there were half as many, a quarter … */
export function lowerSiblings(partition: number, count: number): number[] {
  const siblings = new Set<number>();
  for (let n = count / 2; n >= 1; n /= 2) siblings.add(partition % n);
  siblings.delete(partition);
  return [...siblings];
}

/** How many events of the partitions where its keys belonged before this service has not read, up to these ends of the topic. */
export async function unreadBelow(
  tx: Tx,
  { topic, partition }: TopicPartition,
  ends: readonly number[],
): Promise<number> {
  const siblings = lowerSiblings(partition, ends.length);
  const { rows } = await tx.query<{ partition: number; next: number }>(
    'select partition, next_offset as next from messaging.positions where topic = $1 and partition = any($2::int[])',
    [topic, siblings],
  );
  const read = new Map(rows.map(row => [row.partition, row.next]));
  return siblings.reduce((sum, sibling) => sum + Math.max(0, (ends[sibling] ?? 0) - (read.get(sibling) ?? 0)), 0);
}
