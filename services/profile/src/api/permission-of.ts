import type { Messaging } from '@rapport/messaging';
import { DateTime } from 'luxon';
import { joinedAt, statementsOf } from '../projections/consents.query.ts';
import { permission, type Permission, type Statement } from '../projections/strictest-consent.ts';
import type { Catalogues } from './catalogues.ts';
import { PURPOSES } from './privacy-catalogues.ts';

/** What was stated under all ids of a customer, and the place in the log of the last merge. */
export async function stated(
  messaging: Messaging,
  id: string,
): Promise<{ readonly statements: Statement[]; readonly joined: number }> {
  const { recorded } = await messaging.identity.of(id);
  const merges = await joinedAt(messaging.pool, recorded);
  return { statements: await statementsOf(messaging.pool, recorded), joined: Math.max(0, ...merges.values()) };
}

/** Whether a customer may be contacted for a purpose by a channel now, and why. */
export async function permissionOf(
  messaging: Messaging,
  catalogues: Catalogues,
  { customerId, purpose, channel }: { readonly customerId: string; readonly purpose: string; readonly channel: string },
): Promise<Permission> {
  const { statements, joined } = await stated(messaging, customerId);
  const { purposes } = (await catalogues.inForce(PURPOSES)).content;
  const monthsAgo = (months: number): string => DateTime.utc().minus({ months }).toISO();
  const declared = purposes.find(({ code }) => code === purpose);
  return permission(declared, statements, { channel, joinedAt: joined, monthsAgo });
}
