import { DomainError } from '@rapport/decider';

/** Agents' clocks differ: what follows may be dated this much before what it follows. */
export const CLOCK_SKEW_MS = 5 * 60_000;

export function assertInOrder({ lastAt }: { readonly lastAt: string }, at: string): void {
  if (Date.parse(at) >= Date.parse(lastAt) - CLOCK_SKEW_MS) return;
  throw new DomainError('time-order', `It cannot have occurred at ${at}: what it follows was at ${lastAt}.`, [
    { pointer: '/occurredAt', message: `lies before ${lastAt}` },
  ]);
}

export function assertNotAfter(time: string, at: string, field: string): void {
  if (Date.parse(time) <= Date.parse(at) + CLOCK_SKEW_MS) return;
  throw new DomainError('time-order', `'${field}' lies after the step that tells of it.`, [
    { pointer: `/${field}`, message: `lies after ${at}` },
  ]);
}
