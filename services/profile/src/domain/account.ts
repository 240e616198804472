import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type AccountEvent = Extract<
  ProfileEvent,
  { readonly type: 'AccountDescribed' | 'AccountAssigned' | 'ParentEnterpriseSet' }
>;
type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { readonly type: Type }>['data'];

export interface DescribeAccount {
  readonly type: 'DescribeAccount';
  readonly facts: Data<'AccountDescribed'>;
}

export interface AssignAccount {
  readonly type: 'AssignAccount';
  readonly customerId: string;
  readonly ownerId: string | null;
  readonly team: readonly string[];
}

export interface SetParentEnterprise {
  readonly type: 'SetParentEnterprise';
  readonly customerId: string;
  readonly partyType: string;
  readonly parent: {
    readonly customerId: string;
    readonly partyType: string;
    /** The parent and all that are above it. */
    readonly line: readonly string[];
  } | null;
  /** All ids of this customer. */
  readonly own: readonly string[];
}

export type AccountCommand = DescribeAccount | AssignAccount | SetParentEnterprise;

/** What was last said of an account, under its id as recorded. */
export interface Account {
  readonly described?: Data<'AccountDescribed'>;
  readonly ownerId: string | null;
  readonly team: readonly string[];
  readonly parentId: string | null;
}

const initial: Account = { ownerId: null, team: [], parentId: null };
const NOTHING = { events: [] };
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function describe({ facts }: DescribeAccount, { described }: Account): Decision<AccountEvent> {
  return same(facts, described) ? NOTHING : { events: [{ type: 'AccountDescribed', data: facts }] };
}

function assign({ customerId, ownerId, team }: AssignAccount, state: Account): Decision<AccountEvent> {
  const members = [...new Set(team)].filter(id => id !== ownerId).sort();
  if (ownerId === state.ownerId && same(members, state.team)) return NOTHING;
  const owner = ownerId !== null && { ownerId };
  return { events: [{ type: 'AccountAssigned', data: { customerId, ...owner, team: members } }] };
}

function setParent(command: SetParentEnterprise, { parentId }: Account): Decision<AccountEvent> {
  const { customerId, partyType, parent, own } = command;
  if (partyType === 'individual' || parent?.partyType === 'individual') {
    throw new DomainError('not-an-organisation', 'Only organisations belong to one another.');
  }
  if (parent?.line.some(id => own.includes(id))) {
    throw new DomainError('hierarchy-cycle', `Enterprise ${parent.customerId} is this one, or belongs to it.`);
  }
  if ((parent?.customerId ?? null) === parentId) return NOTHING;
  const above = parent && { parentId: parent.customerId };
  return { events: [{ type: 'ParentEnterpriseSet', data: { customerId, ...above } }] };
}

/** Basic data, who looks after the customer, and to which enterprise it belongs. */
export const account: Decider<Account, AccountCommand, AccountEvent> = {
  kind: 'account',
  stateVersion: 1,
  initial,
  decide(command, state) {
    switch (command.type) {
      case 'DescribeAccount':
        return describe(command, state);
      case 'AssignAccount':
        return assign(command, state);
      case 'SetParentEnterprise':
        return setParent(command, state);
    }
  },
  evolve(state, { type, data }) {
    switch (type) {
      case 'AccountDescribed':
        return { ...state, described: data };
      case 'AccountAssigned':
        return { ...state, ownerId: data.ownerId ?? null, team: data.team };
      case 'ParentEnterpriseSet':
        return { ...state, parentId: data.parentId ?? null };
    }
  },
};
