import { DomainError, type Claim } from '@rapport/decider';
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';
import { isBlocked, isPlaceholder, type IdentifierType, type IdentityRules, type TypeRules } from './identity-rules.ts';

export type { IdentifierType };

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

/**
 * Normalises: e-mail lower-case with its domain in ASCII (IDNA), phone E.164 (numbers without country code are read
 * as of `region`, ISO 3166-1 alpha-2). Throws `blocked-identifier` or `identifier-invalid`.
 */
export function identify(given: GivenIdentifier, region: CountryCode, rules: IdentityRules): Identifier {
  const value = given.value.normalize('NFC').trim();
  if (isPlaceholder(value, rules)) throw blocked(given.type);
  const normalised = normalise(given.type, value, region);
  if (normalised === undefined) throw new DomainError('identifier-invalid', `This is no valid ${given.type}.`);
  if (isBlocked(given.type, normalised, rules)) throw blocked(given.type);
  return { type: given.type, value, verified: given.verified, normalised };
}

const blocked = (type: IdentifierType): DomainError =>
  new DomainError('blocked-identifier', `This ${type} stands for nobody in particular.`);

/** The form in which two identifiers of a type are compared; undefined where the value is none of that type. */
export const normalise = (type: IdentifierType, value: string, region: CountryCode): string | undefined =>
  NORMALISE[type](value, region);

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

// Written 00 as in most countries, it is an international number also where the region dials 011.
const DOUBLE_ZERO = /^00(?=[1-9])/;

/** An extension stays with the number (RFC 3966): a switchboard's main number is everybody's who works there. */
function phone(value: string, region: CountryCode): string | undefined {
  const parsed = parsePhoneNumberFromString(value.normalize('NFKC').replace(DOUBLE_ZERO, '+'), region);
  if (!parsed?.isPossible()) return undefined;
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}

/** A verified identifier belongs to one party alone. */
export const ownership = ({ type, normalised }: Identifier): Claim => ({
  kind: `identifier:${type}`,
  value: normalised,
});

/** What an anonymous party showed, though unverified, leads the next contact that shows it to the same party. */
export const appearance = ({ type, normalised }: Identifier): Claim => ({ kind: `shown:${type}`, value: normalised });

/** The same identifier given twice is one, verified if either was; those to trust first come first. */
export function distinct(identifiers: readonly Identifier[], types: TypeRules): Identifier[] {
  const byValue = new Map<string, Identifier>();
  for (const identifier of identifiers) {
    const key = `${identifier.type}:${identifier.normalised}`;
    if (identifier.verified || !byValue.has(key)) byValue.set(key, identifier);
  }
  return [...byValue.values()].sort((a, b) => types[a.type].priority - types[b.type].priority);
}
