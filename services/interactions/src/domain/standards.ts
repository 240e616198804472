import type { InteractionsEvent } from '@rapport/contracts';
import { looksAt, type ServiceClock } from './service-clock.ts';

/** An event as it is decided: with when it was due, and whether that was history already. */
export type StandardsEvent = Extract<InteractionsEvent, { readonly type: `Standard${string}` }> & {
  readonly at?: string;
  readonly imported?: boolean;
};

/** What is measured of one contact, episode, delivery, promise or call-back, by the id of the clock; of what is over only that it was. */
export interface Standards {
  readonly running: { readonly [clockId: string]: ServiceClock };
  readonly over: readonly string[];
  /** Of those over the ones that there was no reason for: what is measured again is another clock. */
  readonly mistaken: readonly string[];
  /** Of those over the ones that were not breached: their end can be taken back. */
  readonly unbreached: readonly string[];
}

export const initial: Standards = { running: {}, over: [], mistaken: [], unbreached: [] };

export function evolve(state: Standards, { type, data }: StandardsEvent): Standards {
  const { running, over, unbreached } = state;
  const { [data.clockId]: clock, ...others } = running;
  switch (type) {
    case 'StandardClockOpened': {
      const { filedAt, waits = [], ...facts } = data;
      return { ...state, running: { ...running, [data.clockId]: { facts, said: [], waits, filedAt } } };
    }
    case 'StandardClockPaused':
    case 'StandardClockResumed': {
      if (clock === undefined) return state;
      const { waits = [], ...facts } = data;
      return { ...state, running: { ...running, [data.clockId]: { ...clock, facts, waits } } };
    }
    case 'StandardWarned':
    case 'StandardBreached':
    case 'StandardEscalated':
      // What was judged when it was told never ran.
      if (clock === undefined) return { ...state, over: [...over, data.clockId] };
      return { ...state, running: { ...running, [data.clockId]: { ...clock, said: [...clock.said, type] } } };
    case 'StandardMet':
      return { ...state, running: others, over: [...over, data.clockId], unbreached: [...unbreached, data.clockId] };
    case 'StandardClockStopped': {
      const mistaken = data.mistaken === true ? [...state.mistaken, data.clockId] : state.mistaken;
      const stopped = { running: others, over: [...over, data.clockId], mistaken };
      if (data.mistaken === true) return { ...stopped, unbreached: unbreached.filter(id => id !== data.clockId) };
      const inTime = data.ended === 'withdrawn' && clock?.said.includes('StandardBreached') !== true;
      return { ...stopped, unbreached: inTime ? [...unbreached, data.clockId] : unbreached };
    }
  }
}

/** When a clock will speak next. */
export const nextDue = ({ running }: Standards): string | null =>
  Object.values(running)
    .map(looksAt)
    .reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
