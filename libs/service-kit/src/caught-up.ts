import type { Messaging } from '@rapport/messaging';
import type { FastifyRequest } from 'fastify';

/** Waits until lists show what the caller wrote, as its header `Rapport-After` names it; 503 where that takes too long. */
export async function caughtUp(messaging: Pick<Messaging, 'after'>, { headers }: FastifyRequest): Promise<void> {
  const header = headers['rapport-after'];
  if (typeof header === 'string' && header !== '') await messaging.after(header);
}
