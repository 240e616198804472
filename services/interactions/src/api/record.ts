import type { RecordedEvent } from '@rapport/contracts';
import type { Decider } from '@rapport/decider';
import type { Messaging } from '@rapport/messaging';
import { etag, Problem } from '@rapport/service-kit';
import type { FastifyReply } from 'fastify';

export interface Story {
  /** The facts it began with, when that was, and what is personal about it. */
  readonly facts: object;
  /** What happened with it since, the oldest first. */
  readonly since: readonly RecordedEvent[];
}

/** What was recorded under an id, and what happened with it since. */
export async function storyOf<S, C extends { readonly type: string }, E extends { readonly type: string }>(
  messaging: Messaging,
  decider: Decider<S, C, E>,
  id: string,
  reply: FastifyReply,
): Promise<Story> {
  const [loaded, [first, ...since]] = await Promise.all([
    messaging.load(decider, id),
    messaging.history(`${decider.kind}-${id}`),
  ]);
  if (!loaded || !first) throw new Problem('not-found', `There is no ${decider.kind} of this id.`);
  void reply.header('etag', etag(loaded.version));
  const { data, occurredAt, recordedAt, imported, sequence } = first;
  return { facts: { ...data, occurredAt, recordedAt, imported, sequence, ...loaded.personal }, since };
}

/** The same of what nothing happens with afterwards. */
export async function recordOf<S, C extends { readonly type: string }, E extends { readonly type: string }>(
  messaging: Messaging,
  decider: Decider<S, C, E>,
  id: string,
  reply: FastifyReply,
): Promise<object> {
  return (await storyOf(messaging, decider, id, reply)).facts;
}

/** What an event tells, and when it occurred. */
export const told = ({ data, occurredAt }: RecordedEvent): object => ({ ...data, occurredAt });
