import { DomainError } from '@rapport/decider';
import type { Accepted, Command } from '@rapport/messaging';
import { commandContext, instant, itemId, malformed, principalOf } from '@rapport/service-kit';
import type { FastifyRequest } from 'fastify';
import type { MakePromise, Outcome } from '../domain/promise.commands.ts';
import type { GivenPromise } from '../domain/promise.ts';
import type { MakeBody, PromiseAnswer } from './promise-bodies.ts';
import type { Reference } from './reference-data.ts';
import { moment, planned } from './times.ts';

export function makeCommand(request: FastifyRequest, body: MakeBody, reference: Reference): Command<MakePromise> {
  const { occurredAt, source, sourceId, imported, what, outcome, ownerId, ...said } = body;
  if (!reference.promiseKinds.includes(said.kind)) throw unknownKind(said.kind);
  const promiseId = itemId({ source, sourceId });
  const at = moment(occurredAt);
  const owner = ownerId ?? principalOf(request).id;
  const facts = { promiseId, ...said, ownerId: owner, dueAt: planned(said.dueAt, '/dueAt') };
  const filedAt = imported === true ? new Date().toISOString() : undefined;
  const command: MakePromise = {
    type: 'MakePromise',
    at,
    facts,
    what,
    outcome: outcome && outcomeOf(outcome),
    filedAt,
  };
  const context = commandContext(request, { subject: body.customerId, occurredAt: at, imported });
  return { id: promiseId, command, context };
}

const unknownKind = (kind: string): DomainError =>
  new DomainError('code-unknown', `The catalogue has no kind ${kind}.`, [
    { pointer: '/kind', message: 'is not in the catalogue' },
  ]);

function outcomeOf({ status, at, reason }: NonNullable<MakeBody['outcome']>): Outcome {
  const when = instant(at, '/outcome/at');
  if (status === 'kept') return { status, at: when };
  if (reason !== undefined) return { status, at: when, reason };
  throw malformed('body', [{ pointer: '/outcome/reason', message: 'says why it was released' }]);
}

export function promiseAnswer({ id, state, sequence }: Accepted<GivenPromise>): PromiseAnswer {
  if (!state) throw new Error(`the promise ${id} was taken and is not there`);
  const { status, broken, facts } = state;
  return { promiseId: id, status, broken, dueAt: facts.dueAt, sequence };
}

/** What a promise looks like to whoever works on it. */
export function promiseView(id: string, state: NonNullable<GivenPromise>): object {
  const { facts, lastAt: _last, ...rest } = state;
  return { complaintId: null, interactionId: null, instead: null, team: null, ...facts, promiseId: id, ...rest };
}
