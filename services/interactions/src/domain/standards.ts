import type { InteractionsEvent } from '@rapport/contracts';
import { looksAt, type ServiceClock } from './service-clock.ts';

/** An event as it is decided: with when it was due, and whether that was history already. */
export type StandardsEvent = Extract<InteractionsEvent, { readonly type: `Standard${string}` }> & {
  readonly at?: string;
  readonly imported?: boolean;
};

/** What is measured of one contact, episode or delivery, by the id of the clock; of what is over only that it was. */
export interface Standards {
  readonly running: { readonly [clockId: string]: ServiceClock };
  readonly over: readonly string[];
}

export const initial: Standards = { running: {}, over: [] };

export function evolve({ running, over }: Standards, { type, data }: StandardsEvent): Standards {
  const { [data.clockId]: clock, ...others } = running;
  switch (type) {
    case 'StandardClockOpened': {
      const { filedAt, ...facts } = data;
      return { running: { ...running, [data.clockId]: { facts, said: [], filedAt } }, over };
    }
    case 'StandardWarned':
    case 'StandardBreached':
    case 'StandardEscalated':
      // What was judged when it was told never ran.
      if (clock === undefined) return { running, over: [...over, data.clockId] };
      return { running: { ...running, [data.clockId]: { ...clock, said: [...clock.said, type] } }, over };
    case 'StandardMet':
    case 'StandardClockStopped':
      return { running: others, over: [...over, data.clockId] };
  }
}

/** When a clock will speak next. */
export const nextDue = ({ running }: Standards): string | null =>
  Object.values(running)
    .map(looksAt)
    .reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
