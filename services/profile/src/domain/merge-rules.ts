import type { Party } from './customer.ts';
import { LIMITS, names, PRIORITY, type IdentifierType } from './identifier.ts';

/** All parties that are one customer now: the survivor first. */
export type Family = readonly [survivor: Party, ...absorbed: Party[]];

/** Why two customers who show the same verified identifier must stay apart; undefined where they are one. */
export function reasonToStayApart(one: Family, other: Family, shared: IdentifierType): string | undefined {
  const eitherAnonymous = isAnonymous(one) || isAnonymous(other);
  if (!eitherAnonymous && !names(shared)) return 'People share devices, and both customers are known by other means.';
  if (!eitherAnonymous && one[0].partyType !== other[0].partyType) {
    return 'They are parties of different types, such as an enterprise and a person who works there.';
  }
  const crowded = PRIORITY.find(type => verified(one, type) + verified(other, type) > LIMITS[type]);
  if (crowded === undefined) return undefined;
  return `Together they would have more than ${LIMITS[crowded]} identifiers of the type ${crowded}: it is a shared one.`;
}

const isAnonymous = (family: Family): boolean => family.every(party => party.anonymous);

const verified = (family: Family, type: IdentifierType): number =>
  family.flatMap(party => party.identifiers).filter(known => known.type === type && known.verified).length;
