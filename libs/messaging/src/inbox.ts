import type { Fetched } from './kafka.ts';
import { laneOf } from './lanes.ts';

/** So much of messages goes into one transaction at the most, shared alike by the partitions that have some. */
const TOGETHER = 4000;
// Messages are counted, and large ones count for several: else as many of 64 kB would be a gigabyte.
const UNIT_BYTES = 2048;

/**
 * What was fetched and not yet applied, a queue for each topic and partition. Bounded by its owner, through `size`: messages, of
 * which one counts for as many as it has 2 kB.
 */
export class Inbox {
  size = 0;
  private readonly queues = new Map<string, Map<number, Fetched[]>>();
  private readonly turns = new Map<number | undefined, number>();

  add(message: Fetched): void {
    const topic = this.queues.get(message.topic) ?? new Map<number, Fetched[]>();
    this.queues.set(message.topic, topic);
    const queue = topic.get(message.partition);
    if (queue) queue.push(message);
    else topic.set(message.partition, [message]);
    this.size += sizeOf(message);
  }

  clear(): void {
    this.queues.clear();
    this.size = 0;
  }

  /**
   * The next batch: topics in turn, those with live events at the head before those where all heads are imported.
   * Of one lane, or of all partitions. Nothing is removed: that is for `drop`, when the batch has been applied.
   */
  next(lane?: number): { topic: string; messages: Fetched[] } | undefined {
    const topics = [...this.queues.keys()].sort();
    const turn = this.turns.get(lane) ?? 0;
    const turns = topics.map((_, i) => topics[(i + turn) % topics.length]).filter(topic => topic !== undefined);
    const ready = turns
      .map(topic => ({ topic, messages: this.heads(topic, lane) }))
      .filter(({ messages }) => messages.length > 0);
    const chosen = ready.find(({ messages }) => messages.some(isLive)) ?? ready[0];
    if (chosen) this.turns.set(lane, topics.indexOf(chosen.topic) + 1);
    return chosen;
  }

  /** Removes what lies before `next` of a partition. */
  drop(topic: string, partition: number, next: number): void {
    const queue = this.queues.get(topic)?.get(partition);
    if (!queue) return;
    const keep = queue.findIndex(message => message.offset >= next);
    const removed = keep === -1 ? queue.length : keep;
    for (const message of queue.splice(0, removed)) this.size -= sizeOf(message);
  }

  /** Forgets what lies of a partition: it will be fetched again. */
  forget(topic: string, partition: number): void {
    this.drop(topic, partition, Infinity);
  }

  private heads(topic: string, lane?: number): Fetched[] {
    const queues = [...(this.queues.get(topic) ?? [])]
      .filter(([partition, queue]) => queue.length > 0 && (lane === undefined || laneOf(partition) === lane))
      .map(([, queue]) => queue);
    return queues.flatMap(queue => headOf(queue, Math.ceil(TOGETHER / queues.length)));
  }
}

const sizeOf = ({ value }: Fetched): number => Math.max(1, Math.ceil((value?.length ?? 0) / UNIT_BYTES));

/** The first messages up to this size; one at least. */
function headOf(queue: readonly Fetched[], most: number): Fetched[] {
  let size = 0;
  const end = queue.findIndex(message => (size += sizeOf(message)) > most);
  return queue.slice(0, end === -1 ? queue.length : Math.max(1, end));
}

const isLive = (message: Fetched): boolean => message.headers.ce_imported === undefined;
