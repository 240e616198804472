import type { PromiseEvent, PromiseFacts } from './promise.commands.ts';

export const PROMISE_STATES = ['open', 'kept', 'broken', 'released'] as const;

/** A promise as it stands; null before anything is known of it. */
export type GivenPromise = {
  /** One that was broken and kept late is kept, and stays broken too. */
  readonly status: (typeof PROMISE_STATES)[number];
  readonly broken: boolean;
  /** As they are now: who keeps it, until when. */
  readonly facts: PromiseFacts;
  readonly madeAt: string;
  /** When the last command on it occurred. */
  readonly lastAt: string;
  readonly endedAt: string | null;
  readonly timesRenegotiated: number;
} | null;

export const initial: GivenPromise = null;

export function evolve(state: GivenPromise, event: PromiseEvent): GivenPromise {
  const { at } = event;
  if (event.type === 'PromiseMade') {
    const { data: facts } = event;
    return { status: 'open', broken: false, facts, madeAt: at, lastAt: at, endedAt: null, timesRenegotiated: 0 };
  }
  if (!state) return state;
  const { facts, timesRenegotiated } = state;
  switch (event.type) {
    case 'PromiseRenegotiated':
      return {
        ...state,
        facts: { ...facts, dueAt: event.data.dueAt },
        lastAt: at,
        timesRenegotiated: timesRenegotiated + 1,
      };
    case 'PromiseReassigned': {
      const { ownerId, team } = event.data;
      return { ...state, facts: { ...facts, ownerId, ...(team !== undefined && { team }) }, lastAt: at };
    }
    case 'PromiseKept':
      return { ...state, status: 'kept', lastAt: at, endedAt: at };
    case 'PromiseBroken':
      return { ...state, status: 'broken', broken: true };
    case 'PromiseReleased':
      return { ...state, status: 'released', lastAt: at, endedAt: at };
  }
}

/** When it will be broken, if nothing is done. */
export const nextDue = (state: GivenPromise): string | null => (state?.status === 'open' ? state.facts.dueAt : null);
