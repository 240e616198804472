import type { Claim } from '@rapport/decider';
import { DomainError } from '@rapport/decider';
import type { Command, Messaging } from '@rapport/messaging';
import { newId, problemDocument, type ProblemDocument } from '@rapport/service-kit';
import type { RegisterCustomer } from '../domain/customer.commands.ts';
import { customer } from '../domain/customer.decide.ts';
import { appearance, distinct, ownership, type Identifier } from '../domain/identifier.ts';
import type { TypeRules } from '../domain/identity-rules.ts';
import { readPersonal } from '../projections/personal.ts';
import type { Sighting } from './bodies.ts';
import { addIdentifier, type Asking, type Registry } from './recognise.ts';
import { customerNow, familyOf } from './who.ts';

const ATTEMPTS = 5;

/** Somebody was seen who shows these identifiers. */
export interface Seen {
  readonly index: number;
  readonly sighting: Sighting;
  readonly identifiers: readonly Identifier[];
  readonly asking: Asking;
}

export type Resolved =
  | { readonly index: number; readonly status: 'accepted'; readonly customerId: string; readonly created: boolean }
  | { readonly index: number; readonly status: 'rejected'; readonly problem: ProblemDocument };

/** A customer whom several sightings may point at; `command` where it is to be registered first. */
interface Place {
  readonly customerId: string;
  readonly command?: Command<RegisterCustomer>;
}

type Holders = ReadonlyMap<string, string>;

/**
 * The customers who show these identifiers, registered where there is none yet. Sightings that share an identifier
 * get the same customer, also when others register it at the same moment.
 */
export async function resolve(registry: Registry, seen: readonly Seen[]): Promise<Resolved[]> {
  const { messaging, rules } = registry;
  const results: Resolved[] = [];
  let open = seen;
  for (let attempt = 0; open.length > 0 && attempt < ATTEMPTS; attempt++) {
    const holders = await currentHolders(messaging, open);
    const named = await namedHolders(messaging, open, holders, rules.types);
    const places = placed(open, holders, rules.types, named);
    const refused = await register(messaging, new Set(places.values()));
    const again: Seen[] = [];
    const told = new Set<Place>();
    for (const [one, place] of places) {
      const refusal = refused.get(place.customerId);
      if (!refusal) {
        const { index } = one;
        const created = place.command !== undefined && !told.has(place);
        const customerId = await complete(registry, one, place, holders);
        results.push({ index, status: 'accepted', customerId, created });
        told.add(place);
      } else if (refusal.slug === 'already-claimed') again.push(one);
      else results.push(rejected(one.index, refusal));
    }
    open = again;
  }
  const busy = problemDocument('conflict', 'This identifier is being registered by many just now.');
  return [...results, ...open.map(({ index }): Resolved => ({ index, status: 'rejected', problem: busy }))];
}

const rejected = (index: number, { slug, message }: DomainError): Resolved => ({
  index,
  status: 'rejected',
  problem: problemDocument(slug, message),
});

/** What leads to a customer: verified identifiers alone where there are any, else what was shown. */
function leads(identifiers: readonly Identifier[]): Claim[] {
  const verified = identifiers.filter(identifier => identifier.verified);
  return verified.length > 0 ? verified.map(ownership) : identifiers.map(appearance);
}

const keyOf = ({ kind, value }: Claim): string => `${kind}:${value}`;

async function currentHolders(messaging: Messaging, seen: readonly Seen[]): Promise<Holders> {
  const claims = new Map(seen.flatMap(({ identifiers }) => leads(identifiers)).map(claim => [keyOf(claim), claim]));
  const held = await messaging.claimed([...claims.values()]);
  const current = await messaging.identity.current([...new Set(held.values())]);
  return new Map([...held].map(([key, id]) => [key, current.get(id) ?? id]));
}

const namesIn = (identifiers: readonly Identifier[], types: TypeRules): Identifier[] =>
  identifiers.filter(({ type, verified }) => verified && types[type].identifies);

/** Those known by more than a device, of the holders of devices on which somebody shows a name that nobody holds. */
async function namedHolders(
  messaging: Messaging,
  seen: readonly Seen[],
  holders: Holders,
  types: TypeRules,
): Promise<ReadonlySet<string>> {
  const holdersOf = (some: readonly Identifier[]): string[] =>
    some.map(each => holders.get(keyOf(ownership(each)))).filter(id => id !== undefined);
  const ids = seen.flatMap(({ identifiers }) => {
    const names = namesIn(identifiers, types);
    return names.length === 0 || holdersOf(names).length > 0 ? [] : holdersOf(identifiers);
  });
  const named = [...new Set(ids)].map(async id => {
    const { state } = await customerNow(messaging, id);
    return (await familyOf(messaging, state)).some(({ anonymous }) => !anonymous) ? [id] : [];
  });
  return new Set((await Promise.all(named)).flat());
}

/**
 * The place of each sighting: where its most trusted identifier is known, in the database or earlier in this batch. Whoever
 * shows a name of their own on the device of somebody who is known by name is somebody else: people share devices.
 */
function placed(
  seen: readonly Seen[],
  holders: Holders,
  types: TypeRules,
  namedBefore: ReadonlySet<string>,
): Map<Seen, Place> {
  const taken = new Map<string, Place>([...holders].map(([key, customerId]) => [key, { customerId }]));
  const named = new Set(namedBefore);
  const places = new Map<Seen, Place>();
  for (const one of seen) {
    const keys = leads(one.identifiers).map(keyOf);
    const names = namesIn(one.identifiers, types).map(name => keyOf(ownership(name)));
    const isElse = (key: string, { customerId }: Place): boolean =>
      names.length > 0 && !names.includes(key) && named.has(customerId);
    const place =
      keys
        .flatMap(key => {
          const found = taken.get(key);
          return found === undefined || isElse(key, found) ? [] : found;
        })
        .at(0) ?? newcomer(one, types);
    places.set(one, place);
    if (names.length > 0) named.add(place.customerId);
    for (const key of keys) if (!taken.has(key) && place.command) taken.set(key, place);
  }
  return withAllIdentifiers(places, taken, types);
}

/** Newcomers are registered with all that their sightings in the batch showed and nobody else holds. */
function withAllIdentifiers(
  places: Map<Seen, Place>,
  taken: ReadonlyMap<string, Place>,
  types: TypeRules,
): Map<Seen, Place> {
  const grown = new Map<Place, Place>();
  for (const [place, group] of Map.groupBy([...places.keys()], one => places.get(one))) {
    if (!place?.command) continue;
    const free = group
      .flatMap(({ identifiers }) => identifiers)
      .filter(each => (taken.get(keyOf(ownership(each))) ?? place) === place || !each.verified);
    const command = { ...place.command, command: { ...place.command.command, identifiers: distinct(free, types) } };
    grown.set(place, { ...place, command });
  }
  return new Map([...places].map(([one, place]) => [one, grown.get(place) ?? place]));
}

function newcomer({ sighting, identifiers, asking }: Seen, types: TypeRules): Place {
  const customerId = newId();
  const { name, preferredLanguage, partyType = 'individual', occurredAt } = sighting;
  const command = {
    type: 'RegisterCustomer',
    customerId,
    partyType,
    details: { ...(name !== undefined && { name }), ...(preferredLanguage !== undefined && { preferredLanguage }) },
    identifiers,
    types,
    at: asking.occurredAt ?? occurredAt ?? new Date().toISOString(),
    recognisable: true,
  } as const;
  return { customerId, command: { id: customerId, command, context: { ...asking, subject: customerId } } };
}

async function register(messaging: Messaging, places: ReadonlySet<Place>): Promise<Map<string, DomainError>> {
  const commands = [...places].flatMap(({ command }) => command ?? []);
  const outcomes = commands.length === 0 ? [] : await messaging.handleMany(customer, commands);
  const refused = new Map<string, DomainError>();
  for (const outcome of outcomes) {
    if (outcome.ok) continue;
    if (!(outcome.error instanceof DomainError)) throw outcome.error;
    refused.set(outcome.id, outcome.error);
  }
  return refused;
}

/** Adds what a known customer has not shown before, which may merge; what a rule keeps from it is left as it is. */
async function complete(registry: Registry, one: Seen, place: Place, holders: Holders): Promise<string> {
  let { customerId } = place;
  const registered = place.command?.command.identifiers ?? (await unverifiedOf(registry, one, customerId));
  for (const identifier of one.identifiers) {
    const known = registered.some(
      ({ type, normalised }) => type === identifier.type && normalised === identifier.normalised,
    );
    if (known || holders.get(keyOf(ownership(identifier))) === customerId) continue;
    try {
      ({ customerId } = await addIdentifier(registry, customerId, identifier, one.asking));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
  return customerId;
}

/** What of the unverified that somebody shows is known of the customer already: most senders tell it again and again. */
async function unverifiedOf(
  { messaging }: Registry,
  { identifiers }: Seen,
  customerId: string,
): Promise<readonly Pick<Identifier, 'type' | 'normalised'>[]> {
  const unverified = identifiers.filter(({ verified }) => !verified);
  if (unverified.length === 0) return [];
  const { identifiers: known } = readPersonal((await customerNow(messaging, customerId)).personal);
  return unverified.filter(({ type, normalised }) =>
    known.some(each => each.type === type && each.normalised === normalised),
  );
}
