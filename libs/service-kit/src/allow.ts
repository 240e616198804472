import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const ROLES = [
  'specialist',
  'supervisor',
  'manager',
  'analyst',
  'service',
  'privacyOfficer',
  'administrator',
] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (value: unknown): value is Role => ROLES.some(role => role === value);

/** Who may use a route: everybody, or whoever has one of the roles. */
export type Rule = 'public' | readonly Role[];

const RULE = 'rapport:rule';

/** The roles that may use this route (or, on a controller, all its routes that don't say otherwise). */
export const Allow = (...roles: [Role, ...Role[]]): CustomDecorator => SetMetadata(RULE, roles);

/** No sign-in needed. */
export const Public = (): CustomDecorator => SetMetadata(RULE, 'public');

/** The rule of a handler or else of its controller. */
export function ruleOf(handler: object, controller: object): Rule | undefined {
  const rule: unknown = Reflect.getMetadata(RULE, handler) ?? Reflect.getMetadata(RULE, controller);
  if (rule === 'public') return rule;
  return Array.isArray(rule) && rule.every(isRole) ? rule : undefined;
}
