import type { Role } from './allow.ts';

/** Who asks, as far as it decides whose customers they see. All ids are of the staff. */
export interface Viewer {
  readonly roles: readonly Role[];
  /** Whatever ids they are known by. */
  readonly own: readonly string[];
  /** For whom they stand in today. */
  readonly covers: readonly string[];
  /** Who works in the teams that they lead. */
  readonly led: readonly string[];
}

/** Who looks after a customer: nobody, where neither is said. */
export interface LookedAfter {
  readonly ownerId: string | null;
  readonly team: readonly string[];
}

/** All there is, all but what is personal, or nothing. */
export type Sight = 'all' | 'masked' | 'none';

/**
 * What somebody may see of a customer. Whom nobody looks after is everybody's who serves customers: otherwise nobody could
 * answer the first contact. Of several roles the widest counts.
 */
export function sightOf(viewer: Viewer, customer: LookedAfter): Sight {
  const sights = viewer.roles.map(role => SIGHTS[role](viewer, customer));
  return (['all', 'masked'] as const).find(sight => sights.includes(sight)) ?? 'none';
}

const SIGHTS: Readonly<Record<Role, (viewer: Viewer, customer: LookedAfter) => Sight>> = {
  specialist: ({ own, covers }, customer) => (isWith([...own, ...covers], customer) ? 'all' : 'none'),
  supervisor: ({ own, covers, led }, customer) => (isWith([...own, ...covers, ...led], customer) ? 'all' : 'none'),
  manager: () => 'all',
  service: () => 'all',
  privacyOfficer: () => 'all',
  analyst: () => 'masked',
  administrator: () => 'none',
};

function isWith(staff: readonly string[], { ownerId, team }: LookedAfter): boolean {
  const after = [...(ownerId === null ? [] : [ownerId]), ...team];
  return after.length === 0 || after.some(id => staff.includes(id));
}

/** Whose customers somebody sees besides those that nobody looks after; null where it is everybody's. */
export function staffSeen({ roles, own, covers, led }: Viewer): readonly string[] | null {
  if (roles.some(role => role === 'manager' || role === 'service' || role === 'privacyOfficer')) return null;
  return [...own, ...covers, ...(roles.includes('supervisor') ? led : [])];
}

/**
 * Whether somebody is an analyst and nothing else: they see what happened of everybody, and no personal values. Routes that
 * let them in leave those out.
 */
export const seesFactsAlone = (roles: readonly Role[]): boolean =>
  roles.includes('analyst') && roles.every(role => role === 'analyst' || role === 'administrator');
