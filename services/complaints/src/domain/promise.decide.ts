import { DomainError, type Decider, type Decision } from '@rapport/decider';
import type {
  KeepPromise,
  MakePromise,
  Outcome,
  PromiseCommand,
  PromiseEvent,
  PromiseFacts,
  PromiseStep,
  ReassignPromise,
  ReleasePromise,
  RenegotiatePromise,
} from './promise.commands.ts';
import { evolve, initial, nextDue, type GivenPromise } from './promise.ts';
import { texts } from './texts.ts';
import { assertInOrder } from './time-order.ts';

type Decided = Decision<PromiseEvent>;
type Made = NonNullable<GivenPromise>;

const NOTHING: Decided = { events: [] };

export function decide(command: PromiseCommand, state: GivenPromise): Decided {
  if (command.type === 'MakePromise') return state ? NOTHING : make(command);
  if (command.type === 'PassTime') {
    return state?.status === 'open' && command.now >= state.facts.dueAt ? { events: [broken(state.facts)] } : NOTHING;
  }
  if (!state) throw new DomainError('promise-unknown', 'No promise has this id.');
  assertInOrder(state, command.at);
  return step(command, state);
}

function step(command: PromiseStep, state: Made): Decided {
  switch (command.type) {
    case 'KeepPromise':
      return keep(command, state);
    case 'RenegotiatePromise':
      return renegotiate(command, state);
    case 'ReassignPromise':
      return reassign(command, state);
    case 'ReleasePromise':
      return release(command, state);
  }
}

export const promise: Decider<GivenPromise, PromiseCommand, PromiseEvent> = {
  kind: 'promise',
  stateVersion: 1,
  initial,
  decide,
  evolve,
  nextDue,
};

/** Sent twice, it is the same promise: its id comes from the sender's. */
function make({ at, facts, what, outcome, filedAt }: MakePromise): Decided {
  assertAfter(facts.dueAt, at);
  const made: PromiseEvent = { type: 'PromiseMade', at, data: facts };
  const events = [made, ...(outcome ? ended(facts, at, outcome) : due(facts, filedAt))];
  return {
    events: filedAt === undefined ? events : events.map(event => ({ ...event, imported: true })),
    personal: texts({ what }),
  };
}

const due = (facts: PromiseFacts, filedAt: string | undefined): PromiseEvent[] =>
  filedAt !== undefined && facts.dueAt <= filedAt ? [broken(facts)] : [];

function ended(facts: PromiseFacts, madeAt: string, outcome: Outcome): PromiseEvent[] {
  if (outcome.at < madeAt) {
    throw new DomainError('time-order', 'It came to an end before it was made.', [
      { pointer: '/outcome/at', message: `lies before ${madeAt}` },
    ]);
  }
  if (outcome.status === 'kept') {
    return outcome.at < facts.dueAt ? [kept(facts, outcome.at, false)] : [broken(facts), kept(facts, outcome.at, true)];
  }
  // A broken promise is not undone by not being wanted any more.
  return outcome.at < facts.dueAt ? [released(facts, outcome.at, outcome.reason)] : [broken(facts)];
}

/** Whoever keeps it after its time has broken it first. */
function keep({ at }: KeepPromise, { status, facts }: Made): Decided {
  if (status === 'kept') return NOTHING;
  if (status === 'released') throw closed('The customer did not want it any more.');
  if (status === 'broken') return { events: [kept(facts, at, true)] };
  return { events: at < facts.dueAt ? [kept(facts, at, false)] : [broken(facts), kept(facts, at, true)] };
}

function renegotiate({ at, dueAt, reason, agreedBy }: RenegotiatePromise, state: Made): Decided {
  const { promiseId, customerId, ownerId, dueAt: from } = inTime(state, at);
  assertAfter(dueAt, at);
  if (dueAt === from) return NOTHING;
  const data = { promiseId, customerId, ownerId, from, dueAt, reason, agreedBy };
  return { events: [{ type: 'PromiseRenegotiated', at, data }] };
}

/** A broken promise may still change hands: it is to be kept late. */
function reassign({ at, ownerId, team: to }: ReassignPromise, { status, facts }: Made): Decided {
  if (status === 'kept' || status === 'released') throw closed('It is over: nobody has to keep it.');
  const { promiseId, customerId, ownerId: from, dueAt } = facts;
  const team = to ?? facts.team;
  if (ownerId === from && team === facts.team) return NOTHING;
  const data = { promiseId, customerId, ownerId, from, ...(team !== undefined && { team }), dueAt };
  return { events: [{ type: 'PromiseReassigned', at, data }] };
}

function release({ at, reason }: ReleasePromise, state: Made): Decided {
  if (state.status === 'released') return NOTHING;
  return { events: [released(inTime(state, at), at, reason)] };
}

/** What was promised, where its time has not come. */
function inTime({ status, facts }: Made, at: string): PromiseFacts {
  if (status === 'broken' || (status === 'open' && at >= facts.dueAt)) {
    throw new DomainError('promise-broken', `Its time was ${facts.dueAt}: it can only be kept late.`);
  }
  if (status !== 'open') throw closed('It is over.');
  return facts;
}

const closed = (detail: string): DomainError => new DomainError('promise-closed', detail);

function assertAfter(dueAt: string, at: string): void {
  if (dueAt > at) return;
  throw new DomainError('time-order', 'A promise is for a time to come.', [
    { pointer: '/dueAt', message: `lies not after ${at}` },
  ]);
}

function kept(facts: PromiseFacts, at: string, late: boolean): PromiseEvent {
  const { team: _team, instead: _instead, ...data } = facts;
  return { type: 'PromiseKept', at, data: { ...data, late } };
}

function broken({ instead: _instead, ...data }: PromiseFacts): PromiseEvent {
  return { type: 'PromiseBroken', at: data.dueAt, data };
}

function released({ promiseId, customerId, ownerId, kind, dueAt }: PromiseFacts, at: string, reason: string) {
  const data = { promiseId, customerId, ownerId, kind, dueAt, reason };
  return { type: 'PromiseReleased', at, data } satisfies PromiseEvent;
}
