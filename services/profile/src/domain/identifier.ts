import type { IDENTIFIER_TYPES } from '@rapport/contracts';
import { DomainError, type Claim } from '@rapport/decider';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { identifiesNobody } from './blocked-values.ts';

export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

/** An identifier as somebody gave it. */
export interface GivenIdentifier {
  readonly type: IdentifierType;
  readonly value: string;
  readonly verified: boolean;
}

/** One that passed the rules: two of the same type mean the same if their normalised values are equal. */
export interface Identifier extends GivenIdentifier {
  readonly normalised: string;
}

/** Which identifier to trust first when several point at different customers. A device says least: people share them. */
export const PRIORITY: readonly IdentifierType[] = ['externalId', 'loyaltyCard', 'email', 'phone', 'deviceId'];

/** So many of each type are believable for one party; beyond that it is a shared value, not a person. */
export const LIMITS: Readonly<Record<IdentifierType, number>> = {
  externalId: 20,
  loyaltyCard: 5,
  email: 10,
  phone: 10,
  deviceId: 20,
};

/** Whether a verified identifier of this type says who the party is, and not only that it is the same device again. */
export const names = (type: IdentifierType): boolean => type !== 'deviceId';

/**
 * Normalises: e-mail lower-case with its domain in ASCII (IDNA), phone E.164 (numbers without country code are read
 * as of `region`, ISO 3166-1 alpha-2). Throws `blocked-identifier` or `identifier-invalid`.
 */
export function identify(given: GivenIdentifier, region: CountryCode): Identifier {
  const value = given.value.normalize('NFC').trim();
  if (identifiesNobody(value)) {
    throw new DomainError('blocked-identifier', `This ${given.type} stands for nobody in particular.`);
  }
  const normalised = NORMALISE[given.type](value, region);
  if (normalised === undefined) throw new DomainError('identifier-invalid', `This is no valid ${given.type}.`);
  return { type: given.type, value, verified: given.verified, normalised };
}

const NORMALISE: Readonly<Record<IdentifierType, (value: string, region: CountryCode) => string | undefined>> = {
  email,
  phone,
  externalId: value => value,
  deviceId: value => value,
  loyaltyCard: value => value.replace(/[\s-]/g, '').toUpperCase() || undefined,
};

// What the URL parser would take for something else than a host name.
const NO_HOST = /[\s/?#:@\\[\]%]/;

function email(value: string): string | undefined {
  const at = value.lastIndexOf('@');
  const local = value.slice(0, at).toLowerCase();
  const domain = value.slice(at + 1);
  if (at < 1 || local.length > 64 || /[\s@"<>(),;:\\]/.test(local) || NO_HOST.test(domain)) return undefined;
  const host = URL.parse(`http://${domain}`)?.hostname;
  return host !== undefined && /^(?:[^.]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host) ? `${local}@${host}` : undefined;
}

function phone(value: string, region: CountryCode): string | undefined {
  const parsed = parsePhoneNumberFromString(value, region);
  return parsed?.isPossible() ? parsed.number : undefined;
}

/** A verified identifier belongs to one party alone. */
export const ownership = ({ type, normalised }: Identifier): Claim => ({
  kind: `identifier:${type}`,
  value: normalised,
});

/** What an anonymous party showed, though unverified, leads the next contact that shows it to the same party. */
export const appearance = ({ type, normalised }: Identifier): Claim => ({ kind: `shown:${type}`, value: normalised });

/** The same identifier given twice is one, verified if either was; those to trust first come first. */
export function distinct(identifiers: readonly Identifier[]): Identifier[] {
  const byValue = new Map<string, Identifier>();
  for (const identifier of identifiers) {
    const key = `${identifier.type}:${identifier.normalised}`;
    if (identifier.verified || !byValue.has(key)) byValue.set(key, identifier);
  }
  return [...byValue.values()].sort((a, b) => PRIORITY.indexOf(a.type) - PRIORITY.indexOf(b.type));
}
