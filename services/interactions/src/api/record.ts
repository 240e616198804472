import type { Decider } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { etag, Problem } from '@rapport/service-kit';
import type { FastifyReply } from 'fastify';
import type { Once } from '../domain/once.ts';

/** What was recorded under an id: the facts of its event, when it was, and what is personal about it. */
export async function recordOf<C extends { readonly type: string }, E extends { readonly type: string }>(
  messaging: Messaging,
  decider: Decider<Once, C, E>,
  id: string,
  reply: FastifyReply,
): Promise<object> {
  const loaded = await messaging.load(decider, id);
  if (loaded === undefined) throw new Problem('not-found', `There is no ${decider.kind} of this id.`);
  const { subject, sequence, version, personal } = loaded;
  const [event] = await messaging.events(subject, sequence - 1, 1);
  if (event === undefined) throw new Error(`event ${sequence} of ${subject} is not in the log`);
  void reply.header('etag', etag(version));
  const { occurredAt, recordedAt, imported } = event;
  return { ...event.data, occurredAt, recordedAt, imported, sequence, ...personal };
}
