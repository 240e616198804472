import { IDENTIFIER_TYPES } from '@rapport/contracts';
import type { Json } from '@rapport/decider';

type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

/** An identifier as it is stored beside the stream. */
export interface StoredIdentifier {
  /** Its place among the customer's identifiers, from 1. */
  readonly number: number;
  readonly type: IdentifierType;
  readonly value: string;
  readonly normalised: string;
  readonly verified: boolean;
  readonly addedAt: string;
}

/** The personal values of a customer, read back from what the decider stored. */
export interface Personal {
  readonly name: string | null;
  readonly preferredLanguage: string | null;
  readonly timeZone: string | null;
  readonly identifiers: readonly StoredIdentifier[];
  /** What the catalogue of attributes declares besides, by its code. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function readPersonal(values: Readonly<Record<string, Json>>): Personal {
  return {
    name: text(values.name),
    preferredLanguage: text(values.preferredLanguage),
    timeZone: text(values.timeZone),
    identifiers: Object.entries(values)
      .flatMap(([key, value]) => storedIdentifier(key, value))
      .sort((a, b) => a.number - b.number),
    attributes: Object.fromEntries(
      Object.entries(values).flatMap(([key, value]) =>
        key.startsWith(ATTRIBUTE) && typeof value === 'string' ? [[key.slice(ATTRIBUTE.length), value] as const] : [],
      ),
    ),
  };
}

const ATTRIBUTE = 'attribute:';

function storedIdentifier(key: string, value: Json): StoredIdentifier[] {
  const number = Number(/^identifier:(\d+)$/.exec(key)?.[1]);
  if (!Number.isInteger(number) || typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const fields = new Map<string, unknown>(Object.entries(value));
  const type = typeOf(fields.get('type'));
  const field = (name: string): string => text(fields.get(name)) ?? '';
  const [given, normalised, addedAt] = [field('value'), field('normalised'), field('addedAt')];
  return type ? [{ number, type, value: given, normalised, verified: fields.get('verified') === true, addedAt }] : [];
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const typeOf = (value: unknown): IdentifierType | undefined => IDENTIFIER_TYPES.find(type => type === value);
