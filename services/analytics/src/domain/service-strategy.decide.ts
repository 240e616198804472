import type { EventsOf, strategyEvents } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';

type ServiceStrategyProposed = EventsOf<Pick<typeof strategyEvents, 'ServiceStrategyProposed'>>;
type Strategy = ServiceStrategyProposed['data']['to'];

export interface ProposeServiceStrategy extends Omit<ServiceStrategyProposed['data'], 'from'> {
  readonly type: 'ProposeServiceStrategy';
}

/** When the strategy by which a customer is best served is told to the others: the first, and each that is another. */
export const proposedStrategy: Decider<Strategy | null, ProposeServiceStrategy, ServiceStrategyProposed> = {
  kind: 'serviceStrategy',
  stateVersion: 1,
  initial: null,
  decide({ type: _, ...data }, told) {
    if (told === data.to) return { events: [] };
    return { events: [{ type: 'ServiceStrategyProposed', data: { ...data, ...(told !== null && { from: told }) } }] };
  },
  evolve: (_told, { data: { to } }) => to,
};
