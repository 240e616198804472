import type { EventOfType, InteractionsEvent } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

type CalendarTold = Extract<InteractionsEvent, { readonly type: 'CalendarTold' }>;
export type CalendarVersion = EventOfType<'CalendarTold'>['data'];

export interface TellCalendar {
  readonly type: 'TellCalendar';
  /** All versions that there are of the calendar, in any order. */
  readonly versions: readonly CalendarVersion[];
}

/** The version that was told last. */
export type ToldVersion = number;

/** What others know of a business calendar, one stream each: every version is told once, and none before those that it follows. */
export const toldCalendar: Decider<ToldVersion, TellCalendar, CalendarTold> = {
  kind: 'calendar',
  stateVersion: 1,
  initial: 0,
  decide: ({ versions }, told) => ({
    events: versions
      .filter(({ version }) => version > told)
      .sort((a, b) => a.version - b.version)
      .map(data => ({ type: 'CalendarTold', data })),
  }),
  evolve: (_told, { data }) => data.version,
};
