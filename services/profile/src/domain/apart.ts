import type { REASONS_APART } from '@rapport/contracts';
import type { Claim } from '@rapport/decider';
import type { IdentifierType } from './identity-rules.ts';

/** What keeps two customers apart who show the same identifier. */
export interface Apart {
  readonly reason: (typeof REASONS_APART)[number];
  /** Of which type they would have too many together. */
  readonly crowdedType?: IdentifierType;
}

const pair = (one: string, other: string): string => [one, other].sort().join('/');

interface Refused extends Apart {
  readonly otherId: string;
  readonly identifierType: IdentifierType;
}

/** The same two are kept apart by the same identifier type and for the same reason once. */
export const refusal = (customerId: string, { otherId, identifierType, reason }: Refused): Claim => ({
  kind: 'apart',
  value: `${pair(customerId, otherId)}/${identifierType}/${reason}`,
});

/** Two are found not to be one once. */
export const dismissal = (customerId: string, otherId: string): Claim => ({
  kind: 'notDuplicates',
  value: pair(customerId, otherId),
});
