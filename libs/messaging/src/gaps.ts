import { UnavailableError } from './errors.ts';
import type { Group, TopicPartition } from './kafka.ts';
import { unreadBelow } from './lower-partitions.ts';
import type { Tx } from './pool.ts';

// What is missing can come only from where its key belonged before partitions were added, or behind the gap, in a partition that
// stands still for it: its owner is asked soon.
const LOOK_MS = 1_000;

/** A place before which events are missing. */
export interface Gap {
  readonly offset: number;
  readonly seenAt: number;
  /** How far the topic reached when it was seen. */
  readonly ends: readonly number[];
  /** How many events of lower partitions were unread at the last look, and since when so many. */
  readonly left: number;
  readonly leftSince: number;
}

/**
 * For how long a partition stands still before a gap, in ms, by what the look before found; undefined when nothing comes by itself any
 * more. `asks`: whether the owner can be asked. Else lower partitions are waited for without an end, and all else for `waitsMs`.
 */
export function patience(before: Gap | undefined, asks: boolean, waitsMs: number): number | undefined {
  const soon = Math.min(LOOK_MS, waitsMs);
  if (!before) return soon;
  const now = Date.now();
  // What was still unread then may be what is missing, and be there when this is fetched again.
  if (before.left > 0 && (!asks || now - before.leftSince < waitsMs)) return soon;
  const left = before.seenAt + waitsMs - now;
  return asks || left <= 0 ? undefined : left;
}

type Place = TopicPartition & { readonly offset: number };

// It says nothing of the event behind the gap that Kafka did not answer: that one must not be parked for it.
async function endsOf(group: Group | undefined, topic: string): Promise<readonly number[]> {
  const ends = await group?.ends([topic]).catch((error: unknown) => {
    throw new UnavailableError(`how far ${topic} reaches could not be asked: ${messageOf(error)}`);
  });
  const found = ends?.get(topic);
  if (!found) throw new UnavailableError(`how far ${topic} reaches is not known`);
  return found;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** The partitions that stand still: until when, and which of them for what is missing. */
export class Gaps {
  private readonly held = new Map<string, number>();
  private readonly gaps = new Map<string, Gap>();

  /** What is known of this gap from the looks before, for each of which its partition was read again. */
  at(place: Place): Gap | undefined {
    const gap = this.gaps.get(keyOf(place));
    return gap?.offset === place.offset ? gap : undefined;
  }

  /** Looks how much the lower partitions have to bring, and answers what the look before had found. Throws UnavailableError. */
  async look(tx: Tx, group: Group | undefined, place: Place): Promise<Gap | undefined> {
    const before = this.at(place);
    const ends = before?.ends ?? (await endsOf(group, place.topic));
    this.saw(place, ends, await unreadBelow(tx, place, ends));
    return before;
  }

  saw(place: Place, ends: readonly number[], left: number): void {
    const now = Date.now();
    const before = this.at(place);
    const leftSince = before?.left === left ? before.leftSince : now;
    this.gaps.set(keyOf(place), { offset: place.offset, seenAt: before?.seenAt ?? now, ends, left, leftSince });
  }

  /** Reading has come to this place. */
  passed(place: Place): void {
    const gap = this.gaps.get(keyOf(place));
    if (gap && gap.offset < place.offset) this.gaps.delete(keyOf(place));
  }

  stop(place: TopicPartition, until: number): void {
    this.held.set(keyOf(place), until);
  }

  isHeld(place: TopicPartition): boolean {
    return this.held.has(keyOf(place));
  }

  /** Lets those go on whose time is over. Answers whether there were any. */
  release(): boolean {
    const over = [...this.held].filter(([, until]) => until <= Date.now());
    for (const [key] of over) this.held.delete(key);
    return over.length > 0;
  }

  /** Those for which nothing is to come any more from partitions of before, as `topic/partition@offset`. */
  open(): string[] {
    return [...this.gaps]
      .filter(([key, { left }]) => left === 0 && this.held.has(key))
      .map(([key, { offset }]) => `${key}@${offset}`);
  }
}
