import type { EventsOf, classEvents } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

type ValueClassMoved = EventsOf<typeof classEvents>;

export interface TellValueClass extends Omit<ValueClassMoved['data'], 'from' | 'to'> {
  readonly type: 'TellValueClass';
  readonly valueClass: string;
}

/** What was last told of a customer; null when nothing was yet. */
export type Told = { readonly valueClass: string; readonly month: string } | null;

/** When a customer's value class is told to the others: the first one, and each that is another than the one before. */
export const toldValueClass: Decider<Told, TellValueClass, ValueClassMoved> = {
  kind: 'valueClass',
  stateVersion: 1,
  initial: null,
  decide({ type: _, valueClass: to, ...data }, told) {
    // A month that comes late would undo what a later one has said.
    if (told?.valueClass === to || (told?.month ?? '') > data.month) return { events: [] };
    const from = told === null ? {} : { from: told.valueClass };
    return { events: [{ type: 'ValueClassMoved', data: { ...data, ...from, to } }] };
  },
  evolve: (_told, { data: { to, month } }) => ({ valueClass: to, month }),
};
