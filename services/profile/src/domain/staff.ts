import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type Told = Extract<ProfileEvent, { readonly type: 'StaffDescribed' }>;

export interface DescribeStaff {
  readonly type: 'DescribeStaff';
  readonly facts: Told['data'];
  /** Personal; absent where it is as before. */
  readonly name?: string;
}

/** Somebody of the staff as last described. */
export type Staff = Told['data'] | null;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One of the staff: each description is a version, and none is ever changed. */
export const staff: Decider<Staff, DescribeStaff, Told> = {
  kind: 'staff',
  stateVersion: 1,
  initial: null,
  decide({ facts, name }, state): Decision<Told> {
    const { worksFrom, worksTo } = facts;
    if (worksTo !== undefined && worksTo < worksFrom) {
      throw new DomainError('time-order', 'The last day lies before the first.');
    }
    if (name === undefined && same(facts, state)) return { events: [] };
    return { events: [{ type: 'StaffDescribed', data: facts }], ...(name !== undefined && { personal: { name } }) };
  },
  evolve: (_state, { data }) => data,
};
