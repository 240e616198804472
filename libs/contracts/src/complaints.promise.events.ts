import Type from 'typebox';
import { event } from './event.ts';
import { Code, Instant, StaffId, Uuid } from './values.ts';

const Ids = { promiseId: Uuid, customerId: Uuid, ownerId: StaffId };
const ids = {
  promiseId: '0190a3c9-0000-7000-8000-000000000001',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  ownerId: 'agent-7',
};
const About = {
  complaintId: Type.Optional({ ...Uuid, description: 'The complaint in whose course it was given' }),
  interactionId: Type.Optional({ ...Uuid, description: 'The contact in which it was given' }),
};

/** What was promised is personal text and stays in the complaints service; readers know its kind. */
export const complaintsPromiseEvents = {
  PromiseMade: event(
    'complaints',
    'PromiseMade',
    'Somebody promised the customer something by a time. From here it is open until it is kept, broken or released.',
    Type.Object({
      ...Ids,
      ...About,
      kind: Code,
      team: Type.Optional(Code),
      dueAt: Instant,
      instead: Type.Optional({ ...Uuid, description: 'The broken promise that this one makes up for' }),
    }),
    {
      ...ids,
      kind: 'answer',
      dueAt: '2026-03-05T16:00:00.000Z',
      interactionId: '0190a3c5-0000-7000-8000-000000000001',
    },
  ),
  PromiseRenegotiated: event(
    'complaints',
    'PromiseRenegotiated',
    'Before its time came, the customer agreed to another one.',
    Type.Object({ ...Ids, from: Instant, dueAt: Instant, reason: Code, agreedBy: Code }),
    {
      ...ids,
      from: '2026-03-05T16:00:00.000Z',
      dueAt: '2026-03-06T16:00:00.000Z',
      reason: 'partLate',
      agreedBy: 'phone',
    },
  ),
  PromiseReassigned: event(
    'complaints',
    'PromiseReassigned',
    'Somebody else keeps the promise from now on.',
    Type.Object({
      ...Ids,
      from: StaffId,
      team: Type.Optional(Code),
      dueAt: Type.Optional({ ...Instant, description: 'When it is due, as before' }),
    }),
    { ...ids, ownerId: 'agent-8', from: 'agent-7', dueAt: '2026-03-05T16:00:00.000Z' },
  ),
  PromiseKept: event(
    'complaints',
    'PromiseKept',
    'What was promised was done: in time, or late, when it had been broken before and stays counted so.',
    Type.Object({ ...Ids, ...About, kind: Code, dueAt: Instant, late: Type.Boolean() }),
    { ...ids, kind: 'answer', dueAt: '2026-03-05T16:00:00.000Z', late: false },
  ),
  PromiseBroken: event(
    'complaints',
    'PromiseBroken',
    'The time by which it was promised passed, and it was not done. Said once, when it was due.',
    Type.Object({ ...Ids, ...About, kind: Code, team: Type.Optional(Code), dueAt: Instant }),
    { ...ids, kind: 'answer', dueAt: '2026-03-05T16:00:00.000Z' },
  ),
  PromiseReleased: event(
    'complaints',
    'PromiseReleased',
    'The customer does not want it any more: neither kept nor broken.',
    Type.Object({ ...Ids, kind: Code, dueAt: Instant, reason: Code }),
    { ...ids, kind: 'answer', dueAt: '2026-03-05T16:00:00.000Z', reason: 'notWanted' },
  ),
};
