import { Code, Instant, oneOf, StaffId, Uuid } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { PROMISE_STATES } from '../domain/promise.ts';

const closed = { additionalProperties: false };
const { occurredAt } = origin;

export const MakeBody = Type.Object(
  {
    customerId: Uuid,
    kind: Code,
    dueAt: { ...Instant, description: 'By when' },
    ownerId: Type.Optional({ ...StaffId, description: 'Who keeps it; who tells of it where nobody is named' }),
    team: Type.Optional(Code),
    what: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description: 'What was promised. Personal: never part of an event',
      }),
    ),
    complaintId: Type.Optional({
      ...Uuid,
      description: 'The complaint of the same customer in whose course it was given',
    }),
    interactionId: Type.Optional({ ...Uuid, description: 'The contact in which it was given' }),
    instead: Type.Optional({ ...Uuid, description: 'The broken promise that it makes up for' }),
    outcome: Type.Optional(
      Type.Object(
        { status: oneOf(['kept', 'released']), at: Instant, reason: Type.Optional(Code) },
        {
          ...closed,
          description: 'What became of a promise of the past; without it, one whose time has passed was broken',
        },
      ),
    ),
    ...origin,
  },
  closed,
);
export type MakeBody = Static<typeof MakeBody>;

export const KeepBody = Type.Object({ occurredAt }, closed);
export type KeepBody = Static<typeof KeepBody>;

export const RenegotiateBody = Type.Object(
  {
    dueAt: { ...Instant, description: 'By when instead' },
    reason: Code,
    agreedBy: { ...Code, description: 'By what channel the customer agreed' },
    occurredAt,
  },
  closed,
);
export type RenegotiateBody = Static<typeof RenegotiateBody>;

export const ReassignBody = Type.Object(
  { ownerId: StaffId, team: Type.Optional({ ...Code, description: 'Stays where none is named' }), occurredAt },
  closed,
);
export type ReassignBody = Static<typeof ReassignBody>;

export const ReleaseBody = Type.Object({ reason: Code, occurredAt }, closed);
export type ReleaseBody = Static<typeof ReleaseBody>;

export const PromiseAnswer = Type.Object({
  promiseId: Uuid,
  status: oneOf(PROMISE_STATES),
  broken: Type.Boolean(),
  dueAt: Instant,
  sequence: Type.Integer(),
});
export type PromiseAnswer = Static<typeof PromiseAnswer>;

export const PromisesQuery = Type.Object(
  {
    ...paging,
    status: Type.Enum([...PROMISE_STATES, 'all'], { default: 'open' }),
    customer: Type.Optional(Uuid),
    complaintId: Type.Optional(Uuid),
    interactionId: Type.Optional(Uuid),
    owner: Type.Optional(StaffId),
    team: Type.Optional(Code),
    dueBefore: Type.Optional(Instant),
  },
  closed,
);
export type PromisesQuery = Static<typeof PromisesQuery>;

export const PromiseCursor = Type.Object({ dueAt: Instant, promiseId: Uuid }, closed);
