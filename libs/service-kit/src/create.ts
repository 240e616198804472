import type { Decider } from '@rapport/decider';
import type { Accepted, Command, Messaging } from '@rapport/messaging';
import type { FastifyReply } from 'fastify';
import { sent } from './actor.ts';

interface Named {
  readonly type: string;
}

/** Has `decider` handle a command that creates something: 201, or 200 where it was there before. Throws what refuses it. */
export async function create<S, C extends Named, E extends Named>(
  messaging: Messaging,
  decider: Decider<S, C, E>,
  { id, command, context }: Command<C>,
  reply: FastifyReply,
): Promise<Accepted<S>> {
  return created(reply, await messaging.handle(decider, id, command, context));
}

/** The answer to a command that creates nothing: what its caller is told, with the number by which lists are asked after it. */
export function answered<Facts extends object>(
  reply: FastifyReply,
  accepted: Accepted<unknown>,
  facts: Facts,
): Facts & { readonly sequence: number } {
  sent(reply, accepted);
  return { ...facts, sequence: accepted.sequence };
}

/** For what was handled otherwise than by one command on its stream. */
export function created<S>(reply: FastifyReply, accepted: Accepted<S>): Accepted<S> {
  sent(reply, accepted);
  if (accepted.repeated) void reply.status(200);
  return accepted;
}
