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

/** A sender's word that somebody belongs to an enterprise: it adds to what people have said, and changes none of it. */
export interface NoteContactPerson extends Omit<LinkContactPerson, 'type'> {
  readonly type: 'NoteContactPerson';
}

export interface UnlinkContactPerson {
  readonly type: 'UnlinkContactPerson';
  readonly customerId: string;
  readonly personId: string;
  readonly reason: string;
}

/** The roles in which a person speaks for an enterprise; none where they don't, or where somebody said that they don't any more. */
interface Speaking {
  readonly roles: readonly Role[];
  readonly ended: boolean;
}

type Command = LinkContactPerson | NoteContactPerson | UnlinkContactPerson;

/** One person of one enterprise: both are customers of their own, and feedback stays with who gave it. */
export const contactPerson: Decider<Speaking, Command, Linked> = {
  kind: 'contactPerson',
  stateVersion: 2,
  initial: { roles: [], ended: false },
  decide(command, state): Decision<Linked> {
    const { customerId, personId } = command;
    if (command.type === 'UnlinkContactPerson') {
      const gone = { customerId, personId, reason: command.reason };
      return { events: state.roles.length === 0 ? [] : [{ type: 'ContactPersonUnlinked', data: gone }] };
    }
    // Senders tell it again and again, and late: once somebody of the staff has said something, that stands.
    if (command.type === 'NoteContactPerson' && (state.roles.length > 0 || state.ended)) return { events: [] };
    const { customer, person } = command.partyTypes;
    if (customer === 'individual') {
      throw new DomainError('not-an-organisation', 'A person has no contact persons: only an organisation has.');
    }
    if (person !== 'individual') throw new DomainError('not-a-person', 'A contact person is an individual.');
    const roles = [...new Set(command.roles)].sort();
    if (roles.join() === state.roles.join()) return { events: [] };
    return { events: [{ type: 'ContactPersonLinked', data: { customerId, personId, roles } }] };
  },
  evolve: (_before, { type, data }) =>
    type === 'ContactPersonLinked' ? { roles: data.roles, ended: false } : { roles: [], ended: true },
};
