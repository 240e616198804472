import type { Role } from '../api/types.ts';

export type Section = 'customers' | 'complaints' | 'measures' | 'parked';

/** Which roles work with which part; the services decide anew on every request. */
export const OPEN_TO: Record<Section, readonly Role[]> = {
  customers: ['specialist', 'supervisor', 'manager'],
  complaints: ['specialist', 'supervisor', 'manager'],
  measures: ['supervisor', 'manager', 'analyst'],
  parked: ['manager'],
};

export function opens(role: Role | undefined, section: Section): boolean {
  return role !== undefined && OPEN_TO[section].includes(role);
}
