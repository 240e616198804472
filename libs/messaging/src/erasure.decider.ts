import type { ServiceName } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';
import type { AnyDecider } from './decide.ts';

export interface TellErased {
  readonly type: 'TellErased';
  readonly customerId: string;
  readonly erasureId: string;
  /** How many records of personal values were removed. */
  readonly removed: number;
}

/** As which event a service answers. */
const NAMES = {
  profile: 'ErasedFromProfile',
  interactions: 'ErasedFromInteractions',
  complaints: 'ErasedFromComplaints',
  loyalty: 'ErasedFromLoyalty',
  analytics: 'ErasedFromAnalytics',
} as const satisfies Record<ServiceName, string>;

type Told = { readonly type: string; readonly data: Omit<TellErased, 'type'> };

/** Which erasure of a customer the service has answered; null before the first. */
type State = string | null;

/** A service's answer to an erasure, a stream a recorded customer: said once for each erasure. */
export const erasureOf = (service: ServiceName): AnyDecider => {
  const answer: Decider<State, TellErased, Told> = {
    kind: 'erasure',
    stateVersion: 1,
    initial: null,
    decide: ({ type: _told, ...data }, answered) =>
      answered === data.erasureId ? { events: [] } : { events: [{ type: NAMES[service], data }] },
    evolve: (_answered, { data }) => data.erasureId,
  };
  return answer;
};
