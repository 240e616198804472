import Type from 'typebox';
import { complaintsCallBackEvents } from './complaints.call-back.events.ts';
import { complaintsPromiseEvents } from './complaints.promise.events.ts';
import { event, type EventsOf } from './event.ts';
import { Code, Day, Instant, oneOf, Uuid } from './values.ts';

export const COMPLAINT_STEPS = ['confirm', 'empathise', 'act', 'verify'] as const;
export const DEMANDS = [
  'heard',
  'understood',
  'compensation',
  'quick',
  'noTrouble',
  'respect',
  'neverAgain',
  'takenSeriously',
  'fair',
] as const;
export { CALL_BACK_ROUNDS } from './complaints.call-back.events.ts';
export const HOUSE_CLOCKS = ['acknowledge', 'firstAnswer', 'resolve'] as const;
export const COMPLAINT_OUTCOMES = ['upheld', 'partlyUpheld', 'notUpheld'] as const;
export const CLOSING_REASONS = [
  'confirmedByCustomer',
  'finalResponseNotAccepted',
  'unreachable',
  'withdrawn',
  'duplicate',
  'historicImport',
] as const;

const Ids = { complaintId: Uuid, customerId: Uuid };
const ids = {
  complaintId: '0190a3c6-0000-7000-8000-000000000001',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
};
const Times = Type.Object({ acknowledge: Instant, firstAnswer: Instant, resolve: Instant });
const Severity = Type.Integer({ minimum: 1, maximum: 4, description: '1 safety, law, press … 4 remark' });

export const complaintsEvents = {
  ComplaintOpened: event(
    'complaints',
    'ComplaintOpened',
    'The customer complained. The house clock runs from here.',
    Type.Object({
      ...Ids,
      channel: Code,
      cause: Code,
      severity: Severity,
      product: Type.Optional(Code),
      need: Type.Optional(Code),
      demands: Type.Array(oneOf(DEMANDS), { maxItems: 9 }),
      interactionId: Type.Optional(Uuid),
      due: Times,
      warnAt: Times,
      flags: Type.Array(Code, { maxItems: 10 }),
      calendar: Type.Optional(
        Type.Object(
          { code: Code, version: Type.Integer({ minimum: 0, maximum: 1e6 }) },
          {
            description:
              'The business calendar by which its clocks run; version 0 is the one from before the catalogue',
          },
        ),
      ),
    }),
    {
      ...ids,
      channel: 'phone',
      cause: 'late',
      severity: 3,
      demands: ['quick', 'respect'],
      due: {
        acknowledge: '2026-03-03T10:00:00.000Z',
        firstAnswer: '2026-03-04T10:00:00.000Z',
        resolve: '2026-03-16T10:00:00.000Z',
      },
      warnAt: {
        acknowledge: '2026-03-02T16:24:00.000Z',
        firstAnswer: '2026-03-03T14:48:00.000Z',
        resolve: '2026-03-12T10:00:00.000Z',
      },
      flags: [],
    },
  ),
  ComplaintConfirmed: event(
    'complaints',
    'ComplaintConfirmed',
    'Step 1: the problem was restated and the customer agreed.',
    Type.Object({ ...Ids, agreedAt: Instant, agreedBy: Code, demands: Type.Array(oneOf(DEMANDS), { maxItems: 9 }) }),
    { ...ids, agreedAt: '2026-03-02T10:00:00.000Z', agreedBy: 'phone', demands: ['quick'] },
  ),
  ComplaintEmpathised: event(
    'complaints',
    'ComplaintEmpathised',
    'Step 2: sympathy, apology and thanks were given; why it happened may follow.',
    Type.Object({ ...Ids, whyExplained: Type.Boolean() }),
    { ...ids, whyExplained: true },
  ),
  ComplaintActedOn: event(
    'complaints',
    'ComplaintActedOn',
    'Step 3: a plan with an answer to each demand was put into effect and the error put right.',
    Type.Object({
      ...Ids,
      actions: Type.Array(Type.Object({ action: Code, owner: Code, dueAt: Instant }), { minItems: 1, maxItems: 20 }),
      answered: Type.Array(oneOf(DEMANDS), { maxItems: 9 }),
      outcome: oneOf(COMPLAINT_OUTCOMES),
    }),
    {
      ...ids,
      actions: [{ action: 'replacement', owner: 'agent-7', dueAt: '2026-03-05T10:00:00.000Z' }],
      answered: ['quick'],
      outcome: 'upheld',
    },
  ),
  ComplaintClosed: event(
    'complaints',
    'ComplaintClosed',
    'Step 4 ended: the customer is satisfied again, or another closing reason applies. Only the first counts as recovered.',
    Type.Object({
      ...Ids,
      reason: oneOf(CLOSING_REASONS),
      recovered: Type.Boolean(),
      outcome: Type.Optional(oneOf(COMPLAINT_OUTCOMES, 'Absent where it was closed before it was decided')),
      score: Type.Optional(Type.Integer({ minimum: 1, maximum: 5 })),
      met: Type.Array(oneOf(DEMANDS), { maxItems: 9 }),
      unmet: Type.Array(oneOf(DEMANDS), { maxItems: 9 }),
      tries: Type.Optional(Type.Array(Type.Object({ at: Instant, channel: Code }), { maxItems: 20 })),
    }),
    { ...ids, reason: 'confirmedByCustomer', recovered: true, outcome: 'upheld', score: 5, met: ['quick'], unmet: [] },
  ),
  ComplaintNotSatisfied: event(
    'complaints',
    'ComplaintNotSatisfied',
    'Asked at verify, the customer was not satisfied: back to act.',
    Type.Object({
      ...Ids,
      score: Type.Integer({ minimum: 1, maximum: 5 }),
      unmet: Type.Array(oneOf(DEMANDS), { maxItems: 9 }),
    }),
    { ...ids, score: 2, unmet: ['quick'] },
  ),
  ComplaintPaused: event(
    'complaints',
    'ComplaintPaused',
    'The house clock stands still while the customer has to answer.',
    Type.Object({ ...Ids, reason: Code }),
    { ...ids, reason: 'waitingForCustomer' },
  ),
  ComplaintResumed: event(
    'complaints',
    'ComplaintResumed',
    'The house clock runs again, its due times moved by the pause.',
    Type.Object({ ...Ids, due: Times, warnAt: Times }),
    {
      ...ids,
      due: {
        acknowledge: '2026-03-03T10:00:00.000Z',
        firstAnswer: '2026-03-05T10:00:00.000Z',
        resolve: '2026-03-17T10:00:00.000Z',
      },
      warnAt: {
        acknowledge: '2026-03-02T16:24:00.000Z',
        firstAnswer: '2026-03-04T14:48:00.000Z',
        resolve: '2026-03-13T10:00:00.000Z',
      },
    },
  ),
  ComplaintReopened: event(
    'complaints',
    'ComplaintReopened',
    'A closed complaint goes on at act, or at the step it had not yet passed; the clocks of what is left run again.',
    Type.Object({
      ...Ids,
      reason: Code,
      step: oneOf(COMPLAINT_STEPS),
      due: Times,
      warnAt: Times,
    }),
    {
      ...ids,
      reason: 'cameBack',
      step: 'act',
      due: {
        acknowledge: '2026-03-03T10:00:00.000Z',
        firstAnswer: '2026-03-05T10:00:00.000Z',
        resolve: '2026-04-17T10:00:00.000Z',
      },
      warnAt: {
        acknowledge: '2026-03-02T16:24:00.000Z',
        firstAnswer: '2026-03-04T14:48:00.000Z',
        resolve: '2026-04-15T10:00:00.000Z',
      },
    },
  ),
  HouseClockWarned: event(
    'complaints',
    'HouseClockWarned',
    'Four fifths of the time of a house clock have passed.',
    Type.Object({ ...Ids, clock: oneOf(HOUSE_CLOCKS), dueAt: Instant }),
    { ...ids, clock: 'firstAnswer', dueAt: '2026-03-04T10:00:00.000Z' },
  ),
  HouseClockBreached: event(
    'complaints',
    'HouseClockBreached',
    'A house clock ran out. Said once for each clock.',
    Type.Object({ ...Ids, clock: oneOf(HOUSE_CLOCKS), dueAt: Instant }),
    { ...ids, clock: 'firstAnswer', dueAt: '2026-03-04T10:00:00.000Z' },
  ),
  HistoricComplaintRecorded: event(
    'complaints',
    'HistoricComplaintRecorded',
    'A closed case of the past, filed as it was: exempt from evidence, and marked.',
    Type.Object({
      ...Ids,
      channel: Code,
      cause: Code,
      product: Type.String({ maxLength: 200 }),
      subProduct: Type.Optional(Type.String({ maxLength: 200 })),
      issue: Type.String({ maxLength: 300 }),
      subIssue: Type.Optional(Type.String({ maxLength: 300 })),
      company: Type.Optional(Type.String({ maxLength: 300 })),
      state: Type.Optional(Type.String({ maxLength: 10 })),
      receivedOn: Day,
      sentOn: Type.Optional(Day),
      response: Type.String({ maxLength: 200 }),
      timely: Type.Boolean(),
      disputed: Type.Optional(Type.Boolean()),
      flags: Type.Optional(Type.Array(Code, { maxItems: 10 })),
    }),
    {
      ...ids,
      channel: 'phone',
      cause: 'documentsOrBilling',
      product: 'Consumer Loan',
      issue: 'Managing the loan or lease',
      receivedOn: '2013-07-29',
      response: 'Closed with explanation',
      timely: true,
      disputed: false,
    },
  ),
  ...complaintsPromiseEvents,
  ...complaintsCallBackEvents,
};

export type ComplaintsEvent = EventsOf<typeof complaintsEvents>;
