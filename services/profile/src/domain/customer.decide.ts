import { DomainError, type Decider, type Decision, type Json } from '@rapport/decider';
import type {
  AbsorbCustomer,
  AddIdentifier,
  BeAbsorbed,
  BeRestored,
  ChangeDetails,
  CustomerCommand,
  DismissDuplicate,
  Details,
  RefuseMerge,
  RegisterCustomer,
  ReleaseCustomer,
} from './customer.commands.ts';
import { evolve, initial, type Customer, type CustomerEvent } from './customer.ts';
import { followLifecycle, reviewDue, reviewStage } from './customer.lifecycle.ts';
import { eraseCustomer, placeLegalHold, releaseLegalHold } from './customer.privacy.ts';
import { current, registered, unerased } from './customer.standing.ts';
import { appearance, distinct, ownership, type Identifier } from './identifier.ts';
import type { IdentifierType, TypeRules } from './identity-rules.ts';
import { dismissal, refusal } from './apart.ts';

type Decided = Decision<CustomerEvent>;

const NOTHING: Decided = { events: [] };

function registerCustomer(command: RegisterCustomer, state: Customer): Decided {
  if (state.status !== 'unknown') return unerased(state) && NOTHING;
  const { customerId, partyType, details, saidBy, at, recognisable, types } = command;
  const identifiers = distinct(command.identifiers, types);
  for (const type of new Set(identifiers.map(identifier => identifier.type))) {
    checkLimit(types, type, identifiers.filter(identifier => identifier.type === type).length);
  }
  const verified = identifiers.filter(identifier => identifier.verified);
  const anonymous = !verified.some(({ type }) => types[type].identifies);
  const { preferredLanguage, timeZone } = details;
  const language = preferredLanguage && { preferredLanguage, ...(saidBy !== undefined && { saidBy }) };
  const described = { ...language, ...(timeZone && { timeZone }) };
  const seen = recognisable && verified.length === 0 ? identifiers : [];
  return {
    events: [
      { type: 'CustomerRegistered', data: { customerId, partyType, anonymous, ...described } },
      ...identifiers.map((identifier, i) => added(customerId, i + 1, identifier)),
    ],
    personal: {
      ...personalDetails(details),
      ...Object.fromEntries(identifiers.map((identifier, i) => stored(i + 1, identifier, at))),
    },
    claims: [...verified.map(ownership), ...seen.map(appearance)],
  };
}

function addIdentifier({ identifier, at, known, types, beside = 0 }: AddIdentifier, state: Customer): Decided {
  const customer = current(state);
  const { customerId, identifiers, anonymous } = customer;
  const { type, verified } = identifier;
  const before = known === null ? undefined : identifiers[known - 1];
  if (before && (before.verified || !verified)) return NOTHING;
  if (!before) checkLimit(types, type, beside + identifiers.filter(each => each.type === type).length + 1);
  const number = before && known !== null ? known : identifiers.length + 1;
  const event = added(customerId, number, identifier);
  const identified = anonymous && verified && types[type].identifies;
  return {
    events: identified ? [event, { type: 'CustomerIdentified', data: { customerId, identifierType: type } }] : [event],
    personal: Object.fromEntries([stored(number, identifier, at)]),
    claims: verified ? [ownership(identifier)] : [],
  };
}

function changeDetails({ changes, saidBy }: ChangeDetails, state: Customer): Decided {
  const { customerId } = current(state);
  const personal = personalDetails(changes);
  const fields = Object.keys(personal).map(field => field.replace(/^attribute:/, ''));
  if (fields.length === 0) return NOTHING;
  const said = saidBy !== undefined && fields.includes('preferredLanguage') && { saidBy };
  return { events: [{ type: 'CustomerDetailsChanged', data: { customerId, fields, ...said } }], personal };
}

function absorbCustomer({ absorbedId, reason, identifierType }: AbsorbCustomer, state: Customer): Decided {
  const survivor = registered(state);
  if (survivor.absorbed.includes(absorbedId)) return NOTHING;
  const { customerId } = current(state);
  if (customerId === absorbedId) throw new DomainError('customer-merged', 'A customer cannot be merged into itself.');
  const why = { reason, ...(identifierType && { identifierType }) };
  return { events: [{ type: 'CustomersMerged', data: { survivorId: customerId, absorbedId, ...why } }] };
}

function beAbsorbed({ survivorId }: BeAbsorbed, state: Customer): Decided {
  if (state.status === 'absorbed' && state.survivorId === survivorId) return NOTHING;
  const { customerId } = current(state);
  return { events: [{ type: 'CustomerAbsorbed', data: { customerId, survivorId } }] };
}

function releaseCustomer({ absorbedId, reason }: ReleaseCustomer, state: Customer): Decided {
  const { customerId, absorbed } = unerased(state);
  if (!absorbed.includes(absorbedId)) throw notMerged(absorbedId, customerId);
  return { events: [{ type: 'CustomersUnmerged', data: { survivorId: customerId, absorbedId, reason } }] };
}

function beRestored({ survivorId }: BeRestored, state: Customer): Decided {
  const customer = unerased(state);
  const { customerId } = customer;
  if (customer.status !== 'absorbed' || customer.survivorId !== survivorId) throw notMerged(customerId, survivorId);
  return { events: [{ type: 'CustomerRestored', data: { customerId, survivorId } }] };
}

/** Claimed, so that it is told once: people share a tablet every day. */
function refuseMerge({ type: _command, ...refused }: RefuseMerge, state: Customer): Decided {
  const { customerId } = registered(state);
  return {
    events: [{ type: 'MergeRefused', data: { customerId, ...refused } }],
    claims: [refusal(customerId, refused)],
  };
}

function dismissDuplicate({ otherId, reason }: DismissDuplicate, state: Customer): Decided {
  const { customerId } = registered(state);
  if (customerId === otherId) throw new DomainError('customer-merged', 'The two are one customer.');
  return {
    events: [{ type: 'DuplicateDismissed', data: { customerId, otherId, reason } }],
    claims: [dismissal(customerId, otherId)],
  };
}

function decide(command: CustomerCommand, state: Customer): Decided {
  switch (command.type) {
    case 'RegisterCustomer':
      return registerCustomer(command, state);
    case 'AddIdentifier':
      return addIdentifier(command, state);
    case 'ChangeDetails':
      return changeDetails(command, state);
    case 'FollowLifecycle':
      return followLifecycle(command, state);
    case 'PassTime':
      return reviewStage(command, state);
    case 'AbsorbCustomer':
      return absorbCustomer(command, state);
    case 'BeAbsorbed':
      return beAbsorbed(command, state);
    case 'ReleaseCustomer':
      return releaseCustomer(command, state);
    case 'BeRestored':
      return beRestored(command, state);
    case 'RefuseMerge':
      return refuseMerge(command, state);
    case 'DismissDuplicate':
      return dismissDuplicate(command, state);
    case 'PlaceLegalHold':
      return placeLegalHold(command, state);
    case 'ReleaseLegalHold':
      return releaseLegalHold(command, state);
    case 'EraseCustomer':
      return eraseCustomer(command, state);
  }
}

export const customer: Decider<Customer, CustomerCommand, CustomerEvent> = {
  kind: 'customer',
  stateVersion: 2,
  initial,
  decide,
  evolve,
  nextDue: reviewDue,
};

const notMerged = (absorbedId: string, survivorId: string): DomainError =>
  new DomainError('not-merged', `Customer ${absorbedId} is not merged into ${survivorId}.`);

function checkLimit(types: TypeRules, type: IdentifierType, count: number): void {
  const { most } = types[type];
  if (count <= most) return;
  throw new DomainError('too-many-identifiers', `One customer has at most ${most} of the type ${type}.`);
}

const added = (customerId: string, number: number, { type, verified }: Identifier): CustomerEvent => ({
  type: 'IdentifierAdded',
  data: { customerId, number, identifierType: type, verified },
});

const stored = (number: number, { type, value, normalised, verified }: Identifier, at: string): [string, Json] => [
  `identifier:${number}`,
  { type, value, normalised, verified, addedAt: at },
];

const personalDetails = (details: Details): Record<string, string | null> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
