import { DomainError } from '@rapport/decider';
import { ConflictError, type Accepted, type CommandContext, type Messaging } from '@rapport/messaging';
import { dismissal, refusal, type Apart } from '../domain/apart.ts';
import { customer } from '../domain/customer.decide.ts';
import type { Customer } from '../domain/customer.ts';
import { ownership, type Identifier } from '../domain/identifier.ts';
import type { IdentifierType, IdentityRules } from '../domain/identity-rules.ts';
import { explained, reasonToStayApart } from '../domain/merge-rules.ts';
import { readPersonal } from '../projections/personal.ts';
import { customerNow, familyOf, unknown, wereParted, type CustomerNow } from './who.ts';

const ATTEMPTS = 10;

/** Who asks and when; about whom is found out here. */
export type Asking = Omit<CommandContext, 'subject'>;

/** Where customers are, and by which rules they are told apart. */
export interface Registry {
  readonly messaging: Messaging;
  readonly rules: IdentityRules;
  /** Throws where whoever asks may not see one of these customers. Absent: they may see all. */
  readonly check?: (customers: readonly string[]) => Promise<void>;
}

/** Why two are merged. */
interface Because {
  readonly reason: string;
  readonly identifierType?: IdentifierType;
}

/**
 * Adds an identifier to a customer. Where another customer holds it verified, the two are one and are merged, unless a
 * rule keeps them apart (`already-claimed`). Answers the customer's id after that.
 */
export async function addIdentifier(
  registry: Registry,
  recorded: string,
  identifier: Identifier,
  asking: Asking,
): Promise<{ readonly customerId: string; readonly accepted?: Accepted<Customer> }> {
  const { messaging, rules } = registry;
  return whileOthersChange(async () => {
    const now = await customerNow(messaging, recorded);
    const { customerId } = now.state;
    const holder = identifier.verified ? await holderOf(messaging, identifier) : undefined;
    if (holder !== undefined && holder !== customerId) {
      const other = await customerNow(messaging, holder);
      if (other.state.customerId === customerId) return { customerId };
      await registry.check?.([other.state.customerId]);
      return mergeBySharing(registry, now, other, identifier, asking);
    }
    const [, ...absorbed] = await familyOf(messaging, now.state);
    const accepted = await messaging.handle(
      customer,
      customerId,
      {
        type: 'AddIdentifier',
        identifier,
        types: rules.types,
        known: numberOf(now, identifier),
        beside: absorbed.flatMap(party => party.identifiers).filter(({ type }) => type === identifier.type).length,
        at: asking.occurredAt ?? isoNow(),
      },
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
  registry: Registry,
  one: CustomerNow,
  other: CustomerNow,
  { type }: Identifier,
  asking: Asking,
): Promise<{ customerId: string; accepted?: Accepted<Customer> }> {
  const { messaging, rules } = registry;
  const families = await Promise.all([familyOf(messaging, one.state), familyOf(messaging, other.state)]);
  const parted = await wereParted(messaging, ...families);
  const apart = reasonToStayApart(...families, { type, parted }, rules.types);
  if (apart === undefined) {
    return mergeTwo(messaging, one, other, { reason: 'sharedVerifiedIdentifier', identifierType: type }, asking);
  }
  await noteRefusal(registry, one, other, { ...apart, identifierType: type }, asking);
  const why = explained(apart, rules.types);
  throw new DomainError('already-claimed', `Another customer holds this ${type}. ${why}`);
}

/** Leaves a trace of why two stay apart, for a person to see: once, however often they show the same. */
async function noteRefusal(
  { messaging, rules }: Registry,
  one: CustomerNow,
  other: CustomerNow,
  apart: Apart & { readonly identifierType: IdentifierType },
  asking: Asking,
): Promise<void> {
  const [id, otherId] = [one.state.customerId, other.state.customerId];
  const told = await messaging.claimed([refusal(id, { ...apart, otherId })]);
  if (told.size > 0) return;
  const command = { type: 'RefuseMerge', otherId, ...apart, rulesVersion: rules.version } as const;
  const context = { ...asking, key: undefined, expectedVersion: undefined, subject: id };
  try {
    await messaging.handle(customer, id, command, context);
  } catch (error) {
    // Told by another process meanwhile.
    if (!(error instanceof DomainError) || error.slug !== 'already-claimed') throw error;
  }
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
    if (one.state.customerId !== other.state.customerId) return mergeTwo(messaging, one, other, { reason }, asking);
    if (ids[0] === ids[1]) throw new DomainError('customer-merged', 'A customer cannot be merged into itself.');
    return { customerId: one.state.customerId };
  }, asking);
}

async function mergeTwo(
  messaging: Messaging,
  one: CustomerNow,
  other: CustomerNow,
  because: Because,
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
    { id: survivorId, command: { type: 'AbsorbCustomer', absorbedId, ...because }, context: context(survivor) },
    { id: absorbedId, command: { type: 'BeAbsorbed', survivorId }, context: context(absorbed) },
  ]);
  return { customerId: survivorId, ...(accepted && { accepted }) };
}

/** Notes that two are not one. Noted before, it changes nothing. */
export async function dismissDuplicate(
  messaging: Messaging,
  [id, otherId]: readonly [string, string],
  reason: string,
  asking: Asking,
): Promise<Accepted<Customer> | undefined> {
  const noted = await messaging.claimed([dismissal(id, otherId)]);
  if (noted.size > 0) return undefined;
  const command = { type: 'DismissDuplicate', otherId, reason } as const;
  return messaging.handle(customer, id, command, { ...asking, subject: id });
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

const isoNow = (): string => new Date().toISOString();
