import Type from 'typebox';
import { CONTACT_TYPES } from './contact-types.ts';
import { event } from './event.ts';
import { Wait } from './interactions.episode.events.ts';
import { Code, Count, Instant, oneOf, StaffId, Uuid } from './values.ts';

/** What a service standard measures: of a contact, of an episode, of a delivery, of a promise, of a call-back. */
export const STANDARD_MEASURES = [
  'answer',
  'visitWindow',
  'resolve',
  'idle',
  'handOvers',
  'repeats',
  'orderRight',
  'promiseKept',
  'callBack',
] as const;
/** What the limit of a standard is counted in. */
export const STANDARD_UNITS = ['seconds', 'minutes', 'hours', 'businessHours', 'count'] as const;
export const CLOCK_ENDS = ['late', 'withdrawn'] as const;

const clockId = Type.String({
  ...Uuid,
  description: 'The one thing measured: a contact, episode or promise by one measure, once',
});
/** What was promised, to whom, and by which version of the standard: the one in force when it began. */
const Measured = {
  clockId,
  standard: Code,
  version: Type.Integer({ minimum: 1, maximum: 1e6 }),
  measure: oneOf(STANDARD_MEASURES),
  customerId: Uuid,
  interactionId: Type.Optional(Uuid),
  episodeId: Type.Optional(Uuid),
  deliveryId: Type.Optional(Uuid),
  promiseId: Type.Optional(Uuid),
  callBackId: Type.Optional(Uuid),
  complaintId: Type.Optional({ ...Uuid, description: 'The complaint of a promise or call-back' }),
  channel: Type.Optional(Code),
  valueClass: Code,
  contactType: Type.Optional(oneOf(CONTACT_TYPES)),
  agentId: Type.Optional(StaffId),
  team: Type.Optional(Code),
  limit: Type.Number({ minimum: 0, maximum: 1e9 }),
  unit: oneOf(STANDARD_UNITS),
  target: Type.Number({ minimum: 0, maximum: 1, description: 'The share that is to meet it' }),
  withdrawnAtMost: Type.Optional(
    Type.Number({ minimum: 0, maximum: 1, description: 'The share that may give up waiting' }),
  ),
  since: Type.String({ ...Instant, description: 'When it began' }),
};
const Due = {
  warnAt: Type.String({ ...Instant, description: 'When so much of the time has passed that somebody is warned' }),
  dueAt: Instant,
  escalateAt: Type.String({ ...Instant, description: 'Where the time has passed twice' }),
};
const dueAt = Type.Optional(Type.String({ ...Instant, description: 'Of a time; absent for what is counted' }));
const mistaken = Type.Optional(
  Type.Boolean({ description: 'There was nothing to wait for after all: no experience of anybody, and not counted' }),
);
const took = Type.Optional(
  Type.Number({ minimum: 0, maximum: 1e12, description: 'What it took, in the unit of the limit' }),
);

const waits = Type.Optional(
  Type.Array(Wait, { maxItems: 100, description: 'When it stood still, because we waited for the customer' }),
);

const measured = {
  clockId: '0190a3c5-0000-7000-8000-000000000020',
  standard: 'email.answer',
  version: 1,
  measure: 'answer' as const,
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  interactionId: '0190a3c5-0000-7000-8000-000000000001',
  channel: 'email',
  valueClass: 'other',
  contactType: 'support' as const,
  team: 'service',
  limit: 4,
  unit: 'businessHours' as const,
  target: 0.9,
  since: '2026-03-02T09:00:00.000Z',
};
const due = {
  warnAt: '2026-03-02T12:12:00.000Z',
  dueAt: '2026-03-02T13:00:00.000Z',
  escalateAt: '2026-03-02T17:00:00.000Z',
};

export const standardEvents = {
  StandardClockOpened: event(
    'interactions',
    'StandardClockOpened',
    'Somebody waits for what a service standard promises: it warns, and is due.',
    Type.Object({
      ...Measured,
      ...Due,
      waits,
      filedAt: Type.Optional(
        Type.String({ ...Instant, description: 'When history told of it: what was due before then is history too' }),
      ),
    }),
    { ...measured, ...due },
  ),
  StandardClockPaused: event(
    'interactions',
    'StandardClockPaused',
    'A clock stands still, because we wait for the customer. It is due at the time told plus what is waited.',
    Type.Object({ ...Measured, ...Due, waits }),
    { ...measured, ...due, waits: [{ from: '2026-03-02T10:00:00.000Z' }] },
  ),
  StandardClockResumed: event(
    'interactions',
    'StandardClockResumed',
    'A clock runs on, with the times it has now: later by as much of its time as we waited for the customer.',
    Type.Object({ ...Measured, ...Due, waits }),
    {
      ...measured,
      warnAt: '2026-03-03T12:12:00.000Z',
      dueAt: '2026-03-03T13:00:00.000Z',
      escalateAt: '2026-03-03T17:00:00.000Z',
      waits: [{ from: '2026-03-02T10:00:00.000Z', until: '2026-03-03T10:00:00.000Z' }],
    },
  ),
  StandardWarned: event(
    'interactions',
    'StandardWarned',
    'Most of the time of a standard has passed, four fifths unless it says otherwise; it still runs. Once.',
    Type.Object({ ...Measured, ...Due }),
    { ...measured, ...due },
  ),
  StandardBreached: event(
    'interactions',
    'StandardBreached',
    'What a service standard promises was not kept: its time ran out, or a count went over the limit. Once, when it was due.',
    Type.Object({ ...Measured, dueAt, took }),
    { ...measured, dueAt: due.dueAt },
  ),
  StandardEscalated: event(
    'interactions',
    'StandardEscalated',
    'The time of a standard has passed twice, and it is still waited. Once.',
    Type.Object({ ...Measured, ...Due }),
    { ...measured, ...due },
  ),
  StandardMet: event(
    'interactions',
    'StandardMet',
    'What a service standard promises was kept.',
    Type.Object({ ...Measured, dueAt, took }),
    { ...measured, dueAt: due.dueAt, took: 1.5 },
  ),
  StandardClockStopped: event(
    'interactions',
    'StandardClockStopped',
    'A clock runs no more that did not meet its standard: late, after it was breached; or withdrawn, because nobody waits any more.',
    Type.Object({ ...Measured, dueAt, took, ended: oneOf(CLOCK_ENDS), overdueSeconds: Type.Optional(Count), mistaken }),
    { ...measured, dueAt: due.dueAt, ended: 'late', took: 5.5, overdueSeconds: 5400 },
  ),
};
