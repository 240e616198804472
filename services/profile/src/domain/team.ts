import type { ProfileEvent } from '@rapport/contracts';
import type { Decider, Decision } from '@rapport/decider';

type Told = Extract<ProfileEvent, { readonly type: 'TeamDescribed' }>;

export interface DescribeTeam {
  readonly type: 'DescribeTeam';
  readonly facts: Told['data'];
  /** As people call it; absent where it is as before. */
  readonly name?: string;
}

export type Team = Told['data'] | null;

/** A team with who leads it. */
export const team: Decider<Team, DescribeTeam, Told> = {
  kind: 'team',
  stateVersion: 1,
  initial: null,
  decide({ facts, name }, state): Decision<Told> {
    if (name === undefined && JSON.stringify(facts) === JSON.stringify(state)) return { events: [] };
    return { events: [{ type: 'TeamDescribed', data: facts }], ...(name !== undefined && { personal: { name } }) };
  },
  evolve: (_state, { data }) => data,
};
