import type { EventMeta } from '@rapport/contracts';
import type { Tx } from '@rapport/messaging';
import { lateAt } from './late-facts.projection.ts';

/** Whose figure is to be worked out again, and whether only history that was filed is why. */
export type Due = Map<string, boolean>;

const DAY_MS = 86_400_000;
/** History that keeps coming is told of at least so often. */
const LONGEST_MS = 15 * 60_000;

type Told = Pick<EventMeta, 'occurredAt' | 'recordedAt' | 'imported'>;

export function due(whose: Due, customerId: string, { occurredAt, recordedAt, imported }: Told): void {
  const isHistory = imported || Date.parse(recordedAt) - Date.parse(occurredAt) > DAY_MS;
  whose.set(customerId, isHistory && whose.get(customerId) !== false);
}

/** What became one, or two again, is no history. */
export function dueTogether(whose: Due, { survivorId, absorbedId }: { survivorId: string; absorbedId: string }): void {
  whose.set(survivorId, false).set(absorbedId, false);
}

/** These, for no history. */
export const asDue = (ids: Iterable<string>): Due => new Map([...ids].map(id => [id, false]));

export const asMarks = (whose: Due) => [...whose].map(([id, late]) => ({ recorded_customer_id: id, late }));

/**
 * How long marks rest before they are taken. Those of history rest until all of it is there: each step on the way
 * would be told as if it had just happened.
 */
export async function rests(
  tx: Tx,
  restMs: number,
): Promise<readonly { readonly late: boolean; readonly ms: number }[]> {
  const filed = await lateAt(tx);
  const isBeingFiled = filed !== undefined && !filed.isResting;
  return [
    { late: false, ms: restMs },
    { late: true, ms: isBeingFiled ? Math.max(restMs, LONGEST_MS) : restMs },
  ];
}
