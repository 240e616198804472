import type { EventOfType } from '@rapport/contracts';
import { counted } from './reading.ts';
import type { Rules } from './standard.ts';
import type { Reading } from './standards.commands.ts';

export type JudgedPromise = EventOfType<'PromiseKept' | 'PromiseBroken'> & { readonly occurredAt: string };

/** How a promise was given, as far as that is known. */
export interface Given {
  /** When: the standard in force then is the one that judges it. */
  readonly at: string;
  readonly channel?: string | undefined;
  readonly team?: string | undefined;
}

/** Whether a promise was kept in its time: the limit is how often it may be broken. One that is kept late was broken before, and stays so. */
export function readPromise(
  rules: Rules,
  { type, data, occurredAt: at }: JudgedPromise,
  given: Given,
  valueClass: string,
): Reading[] {
  const { promiseId, customerId, complaintId, interactionId, ownerId } = data;
  if (type === 'PromiseKept' && data.late) return [];
  const { team = given.team } = type === 'PromiseBroken' ? data : {};
  const about = {
    customerId,
    promiseId,
    ...(complaintId !== undefined && { complaintId, contactType: 'complaint' as const }),
    ...(interactionId !== undefined && { interactionId }),
    ...(given.channel !== undefined && { channel: given.channel }),
    valueClass,
    agentId: ownerId,
    ...(team !== undefined && { team }),
    since: given.at,
  };
  return counted(rules, 'promiseKept', about, promiseId, { count: type === 'PromiseBroken' ? 1 : 0, at, final: true });
}
