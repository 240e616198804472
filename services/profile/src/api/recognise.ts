import { DomainError, type Json } from '@rapport/decider';
import { ConflictError, type Accepted, type CommandContext, type Messaging } from '@rapport/messaging';
import { customer } from '../domain/customer.decide.ts';
import type { Customer, RegisteredCustomer } from '../domain/customer.ts';
import { ownership, type Identifier } from '../domain/identifier.ts';
import { reasonToStayApart, type Family } from '../domain/merge-rules.ts';
import { readPersonal } from '../projections/personal.ts';

const ATTEMPTS = 10;

/** Who asks and when; about whom is found out here. */
export type Asking = Omit<CommandContext, 'subject'>;

export interface CustomerNow {
  readonly state: RegisteredCustomer & { readonly status: 'current' };
  readonly version: number;
  readonly personal: Readonly<Record<string, Json>>;
}

/** The customer that this recorded id belongs to now. Throws `customer-unknown`. */
export async function customerNow(messaging: Messaging, recorded: string): Promise<CustomerNow> {
  for (let id = recorded; ;) {
    const loaded = await messaging.load(customer, id);
    if (!loaded || loaded.state.status === 'unknown') throw unknown(id);
    const { state, version, personal } = loaded;
    if (state.status === 'current') return { state, version, personal };
    id = state.survivorId;
  }
}

/**
 * Adds an identifier to a customer. Where another customer holds it verified, the two are one and are merged, unless a
 * rule keeps them apart (`already-claimed`). Answers the customer's id after that.
 */
export async function addIdentifier(
  messaging: Messaging,
  recorded: string,
  identifier: Identifier,
  asking: Asking,
): Promise<{ readonly customerId: string; readonly accepted?: Accepted<Customer> }> {
  return whileOthersChange(async () => {
    const now = await customerNow(messaging, recorded);
    const { customerId } = now.state;
    const holder = identifier.verified ? await holderOf(messaging, identifier) : undefined;
    if (holder !== undefined && holder !== customerId) {
      const other = await customerNow(messaging, holder);
      if (other.state.customerId !== customerId) return mergeBySharing(messaging, now, other, identifier, asking);
      return { customerId };
    }
    const accepted = await messaging.handle(
      customer,
      customerId,
      { type: 'AddIdentifier', identifier, known: numberOf(now, identifier), at: asking.occurredAt ?? isoNow() },
      {
        ...asking,
        // The holder of a claim met here is merged with instead.
        key: asking.key && { ...asking.key, open: ['already-claimed'] },
        subject: customerId,
        expectedVersion: asking.expectedVersion ?? now.version,
      },
    );
    return { customerId, accepted };
  }, asking);
}

async function mergeBySharing(
  messaging: Messaging,
  one: CustomerNow,
  other: CustomerNow,
  { type }: Identifier,
  asking: Asking,
): Promise<{ customerId: string; accepted?: Accepted<Customer> }> {
  const families = await Promise.all([familyOf(messaging, one.state), familyOf(messaging, other.state)]);
  const apart = reasonToStayApart(...families, type);
  if (apart !== undefined) throw new DomainError('already-claimed', `Another customer holds this ${type}. ${apart}`);
  return mergeTwo(messaging, one, other, 'sharedVerifiedIdentifier', asking);
}

/** Merges two customers; the one recorded first survives. Merging those who are one already changes nothing. */
export async function mergeCustomers(
  messaging: Messaging,
  ids: readonly [string, string],
  reason: string,
  asking: Asking,
): Promise<{ readonly customerId: string; readonly accepted?: Accepted<Customer> }> {
  return whileOthersChange(async () => {
    const [one, other] = await Promise.all([customerNow(messaging, ids[0]), customerNow(messaging, ids[1])]);
    if (one.state.customerId !== other.state.customerId) return mergeTwo(messaging, one, other, reason, asking);
    if (ids[0] === ids[1]) throw new DomainError('customer-merged', 'A customer cannot be merged into itself.');
    return { customerId: one.state.customerId };
  }, asking);
}

async function mergeTwo(
  messaging: Messaging,
  one: CustomerNow,
  other: CustomerNow,
  reason: string,
  asking: Asking,
): Promise<{ customerId: string; accepted?: Accepted<Customer> }> {
  const [survivor, absorbed] = await inOrderOfRecording(messaging, one, other);
  const [survivorId, absorbedId] = [survivor.state.customerId, absorbed.state.customerId];
  const context = ({ state, version }: CustomerNow): CommandContext => ({
    ...asking,
    key: undefined,
    subject: state.customerId,
    expectedVersion: version,
  });
  const [accepted] = await messaging.handleAll(customer, [
    { id: survivorId, command: { type: 'AbsorbCustomer', absorbedId, reason }, context: context(survivor) },
    { id: absorbedId, command: { type: 'BeAbsorbed', survivorId }, context: context(absorbed) },
  ]);
  return { customerId: survivorId, ...(accepted && { accepted }) };
}

/** Undoes the merge of `absorbedId`, which must be part of the customer that `recorded` belongs to. */
export async function unmergeCustomers(
  messaging: Messaging,
  recorded: string,
  absorbedId: string,
  reason: string,
  asking: Asking,
): Promise<Accepted<Customer> | undefined> {
  return whileOthersChange(async () => {
    const [now, absorbed] = await Promise.all([customerNow(messaging, recorded), messaging.load(customer, absorbedId)]);
    if (!absorbed) throw unknown(absorbedId);
    const survivorId = absorbed.state.status === 'absorbed' ? absorbed.state.survivorId : undefined;
    const family = await familyOf(messaging, now.state);
    if (survivorId === undefined || !family.some(party => party.customerId === survivorId)) {
      throw new DomainError('not-merged', `Customer ${absorbedId} is not merged into ${recorded}.`);
    }
    const context = { ...asking, key: undefined, expectedVersion: undefined };
    const [accepted] = await messaging.handleAll(customer, [
      {
        id: survivorId,
        command: { type: 'ReleaseCustomer', absorbedId, reason },
        context: { ...context, subject: survivorId },
      },
      { id: absorbedId, command: { type: 'BeRestored', survivorId }, context: { ...context, subject: absorbedId } },
    ]);
    return accepted;
  }, asking);
}

async function familyOf(messaging: Messaging, survivor: RegisteredCustomer): Promise<Family> {
  const loaded = await Promise.all(survivor.absorbed.map(id => messaging.load(customer, id)));
  const absorbed = loaded.flatMap(each => (each && each.state.status !== 'unknown' ? [each.state] : []));
  const families = await Promise.all(absorbed.map(party => familyOf(messaging, party)));
  return [survivor, ...families.flat()];
}

async function inOrderOfRecording(
  messaging: Messaging,
  one: CustomerNow,
  other: CustomerNow,
): Promise<[CustomerNow, CustomerNow]> {
  const places = [one, other].map(
    async ({ state }) => (await messaging.events(state.customerId, 0, 1))[0]?.position ?? 0,
  );
  const [place = 0, otherPlace = 0] = await Promise.all(places);
  return place < otherPlace ? [one, other] : [other, one];
}

async function holderOf(messaging: Messaging, identifier: Identifier): Promise<string | undefined> {
  return [...(await messaging.claimed([ownership(identifier)])).values()][0];
}

const numberOf = ({ personal }: CustomerNow, { type, normalised }: Identifier): number | null =>
  readPersonal(personal).identifiers.find(each => each.type === type && each.normalised === normalised)?.number ?? null;

/** What was read may be changed by others before it is written: then it is read again, unless the caller named a version. */
async function whileOthersChange<T>(work: () => Promise<T>, { expectedVersion }: Asking): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || expectedVersion !== undefined || !isOvertaken(error)) throw error;
    }
  }
}

// A claim that the database refused has a cause; one that a rule refused has none.
const isOvertaken = (error: unknown): boolean =>
  error instanceof ConflictError ||
  (error instanceof DomainError && error.slug === 'already-claimed' && error.cause !== undefined);

const unknown = (id: string): DomainError => new DomainError('customer-unknown', `There is no customer ${id}.`);
const isoNow = (): string => new Date().toISOString();
