import { UnavailableError } from './errors.ts';
import { tail, type Brokers, type Stamped } from './kafka.ts';

const PATIENCE_MS = 20_000;

/**
 * The messages of an event topic from these offsets up to, not including, those others, each partition in order; the
 * first `limit` that come, where there are more. Rejects with UnavailableError when nothing comes for twenty seconds.
 */
export async function readRange(
  options: Brokers,
  topic: string,
  from: readonly number[],
  ends: readonly number[],
  limit = Infinity,
): Promise<Stamped[]> {
  const next = new Map<number, number>();
  for (const [partition, end] of ends.entries())
    if ((from[partition] ?? 0) < end) next.set(partition, from[partition] ?? 0);
  if (next.size === 0) return [];
  const found: Stamped[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const tooLate = new UnavailableError(`Kafka has brought nothing of ${topic} for twenty seconds`, 5);
  const late = setTimeout(() => reject(tooLate), PATIENCE_MS);
  const reader = await tail(
    { ...options, topics: [topic], from: [...next].map(([partition, offset]) => ({ topic, partition, offset })) },
    message => {
      const { partition, offset } = message;
      const end = ends[partition] ?? 0;
      if (offset !== next.get(partition) || offset >= end || found.length >= limit) return;
      next.set(partition, offset + 1);
      found.push(message);
      late.refresh();
      if (found.length >= limit || [...next].every(([p, at]) => at >= (ends[p] ?? 0))) resolve();
    },
    reject,
  ).catch((error: unknown) => {
    clearTimeout(late);
    throw error;
  });
  try {
    await promise;
  } finally {
    clearTimeout(late);
    await reader.close();
  }
  return found;
}

/** Where each partition goes on after these messages. */
export function after(from: readonly number[], messages: readonly Stamped[]): number[] {
  const next = [...from];
  for (const { partition, offset } of messages) next[partition] = Math.max(next[partition] ?? 0, offset + 1);
  return next;
}

/**
 * As far as may be read from here, next: where partitions were added, the earlier events of a key lie in a partition of a lower
 * number (half as many, a quarter …), and those are read to their ends before.
 */
export function lowerFirst(from: readonly number[], ends: readonly number[]): number[] {
  let count = 1;
  const isRead = (end: number, p: number): boolean => p >= count || (from[p] ?? 0) >= end;
  while (count < ends.length && ends.every(isRead)) count *= 2;
  return ends.map((end, p) => (p < count ? end : (from[p] ?? 0)));
}
