import type { Command } from '@rapport/messaging';
import { commandContext, isInCalendar, itemId, malformed } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { GiveCoaching, ObserveConduct } from '../domain/conduct.ts';
import type { Standard } from '../domain/standard.ts';
import type { CoachingBody, ConductBody } from './standard-bodies.ts';

export function observationOf(
  request: FastifyRequest,
  body: ConductBody,
  standards: readonly Standard[],
): Command<ObserveConduct> {
  const { occurredAt, source, sourceId, imported, coaching, note, items = [], ...said } = body;
  const id = itemId({ source, sourceId });
  const context = commandContext(request, { subject: `conduct:${id}`, occurredAt, imported });
  const at = context.occurredAt ?? new Date().toISOString();
  const facts = { observationId: id, ...said, items };
  return { id, command: { type: 'ObserveConduct', facts, coaching, standards, at, note }, context };
}

export function coachingOf(request: FastifyRequest, id: string, body: CoachingBody): Command<GiveCoaching> {
  const { occurredAt, note, ...facts } = body;
  if (facts.followUpOn !== undefined && !isInCalendar(`${facts.followUpOn}T00:00:00Z`)) {
    throw malformed('body', [{ pointer: '/followUpOn', message: 'is no day of our calendar' }]);
  }
  const context = commandContext(request, { subject: `conduct:${id}`, occurredAt });
  return { id, command: { type: 'GiveCoaching', facts, note }, context };
}
