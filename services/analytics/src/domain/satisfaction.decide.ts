import type { EventOfType } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

export interface TellSatisfaction {
  readonly type: 'TellSatisfaction';
  readonly customerId: string;
  /** 0–100. */
  readonly value: number;
}

type SatisfactionMoved = EventOfType<'SatisfactionMoved'>;

/** What was last told of a customer; null when nothing was yet. */
export type Told = { readonly band: number; readonly value: number } | null;

/** Bands of ten from 0 up; 100 belongs to the last. */
const bandOf = (value: number): number => Math.min(Math.floor(value / 10), 9);

/** When a customer's satisfaction is told to the others: with its first value, and whenever it is in another band of ten. */
export const toldSatisfaction: Decider<Told, TellSatisfaction, SatisfactionMoved> = {
  kind: 'satisfaction',
  stateVersion: 1,
  initial: null,
  decide({ customerId, value: exact }, told) {
    // The band is that of the number told, so that nobody who reads it finds another.
    const value = Math.round(exact * 10) / 10;
    if (told?.band === bandOf(value)) return { events: [] };
    const from = told === null ? {} : { from: told.value };
    return { events: [{ type: 'SatisfactionMoved', data: { customerId, value, ...from } }] };
  },
  evolve: (_told, { data: { value } }) => ({ band: bandOf(value), value }),
};
