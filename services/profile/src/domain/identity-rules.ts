import type { IDENTIFIER_TYPES } from '@rapport/contracts';

export type IdentifierType = (typeof IDENTIFIER_TYPES)[number];

export interface TypeRule {
  /** Which identifier to trust first when several point at different customers: 1 is trusted most. */
  readonly priority: number;
  /** So many are believable for one party; beyond that it is a shared value, not a person. */
  readonly most: number;
  /** Whether it says who the party is, and not only that it is the same device again. */
  readonly identifies: boolean;
}

export type TypeRules = Readonly<Record<IdentifierType, TypeRule>>;

/** A value that identifies nobody: as an identifier it would make one customer of many. */
export interface BlockedValue {
  /** Null: whatever the type, and the part of an e-mail address before its @ too. */
  readonly type: IdentifierType | null;
  /** In lower case; of a type, in its normalised form. */
  readonly value: string;
}

/** What may agree or differ between two records, by which they are judged to be one party or two. */
export const FINDINGS = [
  'sameEmail',
  'sameMailbox',
  'sameEmailName',
  'nearEmail',
  'otherEmail',
  'samePhone',
  'nearPhone',
  'otherPhone',
  'sameName',
  'nearName',
  'otherName',
  'sameBirthday',
  'otherBirthday',
  'otherPartyType',
] as const;
export type Finding = (typeof FINDINGS)[number];

/** How likely duplicates are told, after Fellegi and Sunter (1969): bits of evidence that add up on a prior. */
export interface DuplicateRules {
  /** Two are suggested from this probability on. */
  readonly suggestFrom: number;
  /** log2 of the odds that two records which share a key for comparing are one party, before anything else is known. */
  readonly prior: number;
  /** log2 of how much oftener each finding is made where the two are one party. */
  readonly bits: Readonly<Record<Finding, number>>;
}

/** A version of the rules as it is stored. */
export interface IdentityRulesDocument {
  readonly types: TypeRules;
  readonly blocked: readonly BlockedValue[];
  /** Whether values of one repeated character, such as 0000, are blocked. */
  readonly oneCharacterBlocked: boolean;
  readonly duplicates: DuplicateRules;
}

/** A version of the rules, ready to be asked. */
export interface IdentityRules extends IdentityRulesDocument {
  readonly version: number;
  readonly blockedKeys: ReadonlySet<string>;
}

export const rulesOf = (version: number, document: IdentityRulesDocument): IdentityRules => ({
  ...document,
  version,
  blockedKeys: new Set(document.blocked.map(({ type, value }) => `${type ?? '*'}:${value}`)),
});

const ONE_CHARACTER = /^(.)\1*$/u;

/** Whether a text as typed stands for nobody in particular. */
export function isPlaceholder(value: string, { blockedKeys, oneCharacterBlocked }: IdentityRules): boolean {
  const text = value.trim().toLowerCase();
  const name = text.replace(/@.*$/, '');
  const digits = text.replace(/[\s()+./-]/g, '');
  if (digits === '' || (oneCharacterBlocked && ONE_CHARACTER.test(digits))) return true;
  return blockedKeys.has(`*:${text}`) || blockedKeys.has(`*:${name}`);
}

export const isBlocked = (type: IdentifierType, normalised: string, { blockedKeys }: IdentityRules): boolean =>
  blockedKeys.has(`${type}:${normalised}`) || blockedKeys.has(`*:${normalised.toLowerCase()}`);

/** The types, those to trust first first. */
export const byPriority = (types: TypeRules): IdentifierType[] =>
  (['externalId', 'loyaltyCard', 'email', 'phone', 'deviceId'] as const).toSorted(
    (a, b) => types[a].priority - types[b].priority,
  );
