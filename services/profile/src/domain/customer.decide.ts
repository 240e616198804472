import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision, type Json } from '@rapport/decider';
import type {
  AbsorbCustomer,
  AddIdentifier,
  BeAbsorbed,
  BeRestored,
  ChangeDetails,
  CustomerCommand,
  Details,
  MoveStage,
  RegisterCustomer,
  ReleaseCustomer,
} from './customer.commands.ts';
import { evolve, initial, type Customer, type RegisteredCustomer } from './customer.ts';
import { appearance, distinct, LIMITS, names, ownership, type Identifier, type IdentifierType } from './identifier.ts';
import { afterPurchase } from './lifecycle.ts';

type Decided = Decision<ProfileEvent>;

const NOTHING: Decided = { events: [] };

function registerCustomer(command: RegisterCustomer, state: Customer): Decided {
  if (state.status !== 'unknown') return NOTHING;
  const { customerId, partyType, details, at, recognisable } = command;
  const identifiers = distinct(command.identifiers);
  for (const type of new Set(identifiers.map(identifier => identifier.type))) {
    checkLimit(type, identifiers.filter(identifier => identifier.type === type).length);
  }
  const verified = identifiers.filter(identifier => identifier.verified);
  const anonymous = !verified.some(({ type }) => names(type));
  const { preferredLanguage, timeZone } = details;
  const described = { ...(preferredLanguage && { preferredLanguage }), ...(timeZone && { timeZone }) };
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

function addIdentifier({ identifier, at, known }: AddIdentifier, state: Customer): Decided {
  const customer = current(state);
  const { customerId, identifiers, anonymous } = customer;
  const { type, verified } = identifier;
  const before = known === null ? undefined : identifiers[known - 1];
  if (before && (before.verified || !verified)) return NOTHING;
  if (!before) checkLimit(type, identifiers.filter(each => each.type === type).length + 1);
  const number = before && known !== null ? known : identifiers.length + 1;
  const event = added(customerId, number, identifier);
  const identified = anonymous && verified && names(type);
  return {
    events: identified ? [event, { type: 'CustomerIdentified', data: { customerId, identifierType: type } }] : [event],
    personal: Object.fromEntries([stored(number, identifier, at)]),
    claims: verified ? [ownership(identifier)] : [],
  };
}

function changeDetails({ changes }: ChangeDetails, state: Customer): Decided {
  const { customerId } = current(state);
  const personal = personalDetails(changes);
  const fields = Object.keys(personal);
  if (fields.length === 0) return NOTHING;
  return { events: [{ type: 'CustomerDetailsChanged', data: { customerId, fields } }], personal };
}

/** Works on a merged party too: what was recorded under its id stays its own, so that a merge can be undone. */
function moveStage({ at }: MoveStage, state: Customer): Decided {
  const { customerId, stage, purchasedOn } = registered(state);
  const day = at.slice(0, 10);
  const move = afterPurchase(stage, purchasedOn, day);
  if (!move) return NOTHING;
  return { events: [{ type: 'LifecycleStageMoved', data: { customerId, from: stage, ...move, purchasedOn: day } }] };
}

function absorbCustomer({ absorbedId, reason }: AbsorbCustomer, state: Customer): Decided {
  const survivor = registered(state);
  if (survivor.absorbed.includes(absorbedId)) return NOTHING;
  const { customerId } = current(state);
  if (customerId === absorbedId) throw new DomainError('customer-merged', 'A customer cannot be merged into itself.');
  return { events: [{ type: 'CustomersMerged', data: { survivorId: customerId, absorbedId, reason } }] };
}

function beAbsorbed({ survivorId }: BeAbsorbed, state: Customer): Decided {
  if (state.status === 'absorbed' && state.survivorId === survivorId) return NOTHING;
  const { customerId } = current(state);
  return { events: [{ type: 'CustomerAbsorbed', data: { customerId, survivorId } }] };
}

function releaseCustomer({ absorbedId, reason }: ReleaseCustomer, state: Customer): Decided {
  const { customerId, absorbed } = registered(state);
  if (!absorbed.includes(absorbedId)) throw notMerged(absorbedId, customerId);
  return { events: [{ type: 'CustomersUnmerged', data: { survivorId: customerId, absorbedId, reason } }] };
}

function beRestored({ survivorId }: BeRestored, state: Customer): Decided {
  const customer = registered(state);
  const { customerId } = customer;
  if (customer.status !== 'absorbed' || customer.survivorId !== survivorId) throw notMerged(customerId, survivorId);
  return { events: [{ type: 'CustomerRestored', data: { customerId, survivorId } }] };
}

function decide(command: CustomerCommand, state: Customer): Decided {
  switch (command.type) {
    case 'RegisterCustomer':
      return registerCustomer(command, state);
    case 'AddIdentifier':
      return addIdentifier(command, state);
    case 'ChangeDetails':
      return changeDetails(command, state);
    case 'MoveStage':
      return moveStage(command, state);
    case 'AbsorbCustomer':
      return absorbCustomer(command, state);
    case 'BeAbsorbed':
      return beAbsorbed(command, state);
    case 'ReleaseCustomer':
      return releaseCustomer(command, state);
    case 'BeRestored':
      return beRestored(command, state);
  }
}

export const customer: Decider<Customer, CustomerCommand, ProfileEvent> = {
  kind: 'customer',
  stateVersion: 1,
  initial,
  decide,
  evolve,
};

function registered(state: Customer): RegisteredCustomer {
  if (state.status === 'unknown') throw new DomainError('customer-unknown', 'There is no customer of this id.');
  return state;
}

function current(state: Customer): RegisteredCustomer & { readonly status: 'current' } {
  const customer = registered(state);
  if (customer.status === 'current') return customer;
  throw new DomainError('customer-merged', `This customer is part of ${customer.survivorId} now.`);
}

const notMerged = (absorbedId: string, survivorId: string): DomainError =>
  new DomainError('not-merged', `Customer ${absorbedId} is not merged into ${survivorId}.`);

function checkLimit(type: IdentifierType, count: number): void {
  if (count <= LIMITS[type]) return;
  throw new DomainError('too-many-identifiers', `One customer has at most ${LIMITS[type]} of the type ${type}.`);
}

const added = (customerId: string, number: number, { type, verified }: Identifier): ProfileEvent => ({
  type: 'IdentifierAdded',
  data: { customerId, number, identifierType: type, verified },
});

const stored = (number: number, { type, value, normalised, verified }: Identifier, at: string): [string, Json] => [
  `identifier:${number}`,
  { type, value, normalised, verified, addedAt: at },
];

const personalDetails = (details: Details): Record<string, string | null> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
