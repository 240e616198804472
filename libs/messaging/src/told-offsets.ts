import type { Group, TopicPartition } from './kafka.ts';
import type { Log } from './messaging.ts';

const EVERY_MS = 5_000;

/** Tells Kafka now and then where we are: for its lag figures only. */
export class ToldOffsets {
  private next = new Map<string, TopicPartition & { readonly offset: number }>();
  private toldAt = 0;

  set(topic: string, partition: number, offset: number): void {
    this.next.set(`${topic}/${partition}`, { topic, partition, offset });
  }

  async tell(group: Group | undefined, log: Log): Promise<void> {
    if (this.next.size === 0 || Date.now() - this.toldAt < EVERY_MS) return;
    const offsets = [...this.next.values()];
    this.next = new Map();
    this.toldAt = Date.now();
    await group?.commit(offsets).catch((error: unknown) => log.debug({ err: error }, 'Kafka was not told our offsets'));
  }
}
