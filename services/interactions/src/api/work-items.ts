import { DomainError } from '@rapport/decider';
import type { Accepted, Command, Messaging } from '@rapport/messaging';
import { commandContext, etag, isInCalendar, itemId, malformed } from '@rapport/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RaiseWork } from '../domain/work-item.commands.ts';
import { workItem } from '../domain/work-item.decide.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { RaiseBody } from './work-bodies.ts';

/** A time to come, or that has passed, in UTC. */
export function moment(text: string, pointer: string): string {
  const at = isInCalendar(text) ? new Date(text) : undefined;
  if (at === undefined || at.getUTCFullYear() > LAST_YEAR) {
    throw malformed('body', [{ pointer, message: 'is not a time of our calendar' }]);
  }
  return at.toISOString();
}

const LAST_YEAR = 9998;

export function raiseByHand(request: FastifyRequest, body: RaiseBody): Command<RaiseWork> {
  const { source, sourceId, note, dueAt, priority = 50, role = 'specialist', ...said } = body;
  const id = itemId({ source, sourceId });
  return {
    id,
    command: {
      type: 'RaiseWork',
      item: { workItemId: id, ...said, priority, role, dueAt: moment(dueAt, '/dueAt') },
      note,
    },
    context: commandContext(request, { subject: body.customerId ?? `workItem:${id}` }),
  };
}

export const answered = ({ id, state, sequence }: Accepted<WorkItem | null>) => ({
  workItemId: id,
  state: state?.status ?? 'planned',
  sequence,
});

/** The item from its stream, so that what was acknowledged is there. */
export async function readWork(messaging: Messaging, id: string, reply: FastifyReply): Promise<object> {
  const loaded = await messaging.load(workItem, id);
  if (!loaded?.state) throw new DomainError('work-item-unknown', 'No work item of this id is known.');
  const { personal, version, sequence } = loaded;
  const { item, status, raiseAt, overdue, claimed, outcome } = loaded.state;
  void reply.header('etag', etag(version));
  return { ...item, state: status, raiseAt, overdue, claimed, outcome, sequence, ...personal };
}
