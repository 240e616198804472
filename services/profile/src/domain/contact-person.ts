import type { DEAL_ROLES, ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision } from '@rapport/decider';

type Linked = Extract<ProfileEvent, { readonly type: 'ContactPersonLinked' | 'ContactPersonUnlinked' }>;
type Role = (typeof DEAL_ROLES)[number];

export interface LinkContactPerson {
  readonly type: 'LinkContactPerson';
  readonly customerId: string;
  readonly personId: string;
  readonly partyTypes: { readonly customer: string; readonly person: string };
  readonly roles: readonly Role[];
}

export interface UnlinkContactPerson {
  readonly type: 'UnlinkContactPerson';
  readonly customerId: string;
  readonly personId: string;
  readonly reason: string;
}

/** The roles in which a person speaks for an enterprise; none where they don't. */
interface Speaking {
  readonly roles: readonly Role[];
}

/** One person of one enterprise: both are customers of their own, and feedback stays with who gave it. */
export const contactPerson: Decider<Speaking, LinkContactPerson | UnlinkContactPerson, Linked> = {
  kind: 'contactPerson',
  stateVersion: 1,
  initial: { roles: [] },
  decide(command, state): Decision<Linked> {
    const { customerId, personId } = command;
    if (command.type === 'UnlinkContactPerson') {
      const gone = { customerId, personId, reason: command.reason };
      return { events: state.roles.length === 0 ? [] : [{ type: 'ContactPersonUnlinked', data: gone }] };
    }
    const { customer, person } = command.partyTypes;
    if (customer === 'individual') {
      throw new DomainError('not-an-organisation', 'A person has no contact persons: only an organisation has.');
    }
    if (person !== 'individual') throw new DomainError('not-a-person', 'A contact person is an individual.');
    const roles = [...new Set(command.roles)].sort();
    if (roles.join() === state.roles.join()) return { events: [] };
    return { events: [{ type: 'ContactPersonLinked', data: { customerId, personId, roles } }] };
  },
  evolve: (_before, { type, data }) => ({ roles: type === 'ContactPersonLinked' ? data.roles : [] }),
};
