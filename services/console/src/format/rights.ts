import type { Role } from '../api/types.ts';

export type Section =
  | 'work'
  | 'workRules'
  | 'customers'
  | 'duplicates'
  | 'complaints'
  | 'measures'
  | 'value'
  | 'surveys'
  | 'delivery'
  | 'catalogues'
  | 'staff'
  | 'erasures'
  | 'parked';

/** Which roles work with which part; the services decide anew on every request. */
export const OPEN_TO: Record<Section, readonly Role[]> = {
  work: ['specialist', 'supervisor', 'manager'],
  workRules: ['manager', 'administrator'],
  customers: ['specialist', 'supervisor', 'manager', 'privacyOfficer'],
  duplicates: ['specialist', 'supervisor', 'manager'],
  complaints: ['specialist', 'supervisor', 'manager'],
  measures: ['supervisor', 'manager', 'analyst'],
  value: ['supervisor', 'manager'],
  surveys: ['supervisor', 'manager', 'analyst', 'administrator'],
  delivery: ['specialist', 'supervisor', 'manager', 'administrator'],
  catalogues: ['manager', 'privacyOfficer', 'administrator'],
  staff: ['supervisor', 'manager', 'administrator'],
  erasures: ['privacyOfficer'],
  parked: ['manager', 'administrator'],
};

export function opens(role: Role | undefined, section: Section): boolean {
  return role !== undefined && OPEN_TO[section].includes(role);
}
