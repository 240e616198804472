import type { Apart } from './apart.ts';
import type { Party } from './customer.ts';
import { byPriority, type IdentifierType, type TypeRules } from './identity-rules.ts';

/** All parties that are one customer now: the survivor first. */
export type Family = readonly [survivor: Party, ...absorbed: Party[]];

export interface Shared {
  /** What both have shown. */
  readonly type: IdentifierType;
  /** Whether a person has parted these two before. */
  readonly parted: boolean;
}

/** Why two customers who show the same verified identifier must stay apart; undefined where they are one. */
export function reasonToStayApart(one: Family, other: Family, shared: Shared, types: TypeRules): Apart | undefined {
  if (shared.parted) return { reason: 'partedBefore' };
  const eitherAnonymous = isAnonymous(one) || isAnonymous(other);
  if (!eitherAnonymous && !types[shared.type].identifies) return { reason: 'sharedDevice' };
  if (!eitherAnonymous && one[0].partyType !== other[0].partyType) return { reason: 'differentPartyTypes' };
  const crowded = byPriority(types).find(type => verified(one, type) + verified(other, type) > types[type].most);
  return crowded === undefined ? undefined : { reason: 'tooManyIdentifiers', crowdedType: crowded };
}

/** The same for people to read. */
export function explained({ reason, crowdedType }: Apart, types: TypeRules): string {
  switch (reason) {
    case 'partedBefore':
      return 'They were merged before, and a person has parted them.';
    case 'sharedDevice':
      return 'People share devices, and both customers are known by other means.';
    case 'differentPartyTypes':
      return 'They are parties of different types, such as an enterprise and a person who works there.';
    case 'tooManyIdentifiers': {
      const most = crowdedType === undefined ? 0 : types[crowdedType].most;
      return `Together they would have more than ${most} identifiers of the type ${crowdedType}: it is a shared one.`;
    }
  }
}

const isAnonymous = (family: Family): boolean => family.every(party => party.anonymous);

const verified = (family: Family, type: IdentifierType): number =>
  family.flatMap(party => party.identifiers).filter(known => known.type === type && known.verified).length;
