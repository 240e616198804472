import type { EventsOf, riskEvents } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

type RetentionRiskMoved = EventsOf<typeof riskEvents>;
type Data = RetentionRiskMoved['data'];

export interface TellRisk extends Omit<Data, 'from' | 'fromBand'> {
  readonly type: 'TellRisk';
}

/** What was last told of a customer; null when nothing was yet. */
export type Told = Pick<Data, 'risk' | 'band'> | null;

/** Tenths from 0 up; 1 belongs to the last. */
const tenthOf = (risk: number): number => Math.min(Math.floor(risk * 10), 9);

/** When a customer's risk is told to the others: the first, and each that is in another band or another tenth than the one before. */
export const toldRisk: Decider<Told, TellRisk, RetentionRiskMoved> = {
  kind: 'risk',
  stateVersion: 1,
  initial: null,
  decide({ type: _, ...data }, told) {
    if (told?.band === data.band && tenthOf(told.risk) === tenthOf(data.risk)) return { events: [] };
    const from = told === null ? {} : { from: told.risk, fromBand: told.band };
    return { events: [{ type: 'RetentionRiskMoved', data: { ...data, ...from } }] };
  },
  evolve: (_told, { data: { risk, band } }) => ({ risk, band }),
};
