import { PARTITIONS } from '@rapport/contracts';

/** The next offset of each partition: everything below has been seen. */
export type Position = readonly number[];

/** As clients keep it, in `id:` and `Last-Event-ID`. Nobody but the gateway should read more out of it. */
export const encode = (position: Position): string => position.map(offset => offset.toString(36)).join('.');

/** Undefined for what is not a position. */
export function decode(text: string): Position | undefined {
  const parts = text.split('.');
  if (!mayBeCount(parts.length) || !parts.every(part => /^[0-9a-z]{1,10}$/.test(part))) return undefined;
  return parts.map(part => Number.parseInt(part, 36));
}

const mayBeCount = (n: number): boolean => n >= PARTITIONS && (n & (n - 1)) === 0;

/** Of a position from before partitions were added: nothing has been seen of those. */
export const widened = (position: Position, partitions: number): number[] =>
  Array.from({ length: Math.max(partitions, position.length) }, (_, partition) => position[partition] ?? 0);

/** Whether `position` has seen all that `other` has. */
export const reaches = (position: Position, other: Position): boolean =>
  other.every((offset, partition) => (position[partition] ?? 0) >= offset);

export const later = (one: Position, other: Position): number[] =>
  widened(one, other.length).map((offset, partition) => Math.max(offset, other[partition] ?? 0));
