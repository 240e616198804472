import Type from 'typebox';
import { event } from './event.ts';
import { Code, Instant, oneOf, StaffId, Uuid } from './values.ts';

/** The first soon after closing, the second where it was severe. */
export const CALL_BACK_ROUNDS = ['soon', 'later'] as const;

const Ids = { callBackId: Uuid, complaintId: Uuid, customerId: Uuid, round: oneOf(CALL_BACK_ROUNDS) };
const ids = {
  callBackId: '0190a3ca-0000-7000-8000-000000000001',
  complaintId: '0190a3c6-0000-7000-8000-000000000001',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  round: 'soon' as const,
};

export const complaintsCallBackEvents = {
  CallBackScheduled: event(
    'complaints',
    'CallBackScheduled',
    'After its complaint was closed, the customer is to be called and asked whether all is well.',
    Type.Object({
      ...Ids,
      from: { ...Instant, description: 'Not before this' },
      dueAt: Instant,
      ownerId: Type.Optional(StaffId),
    }),
    { ...ids, from: '2026-03-16T10:00:00.000Z', dueAt: '2026-03-18T10:00:00.000Z' },
  ),
  CallBackAttempted: event(
    'complaints',
    'CallBackAttempted',
    'The customer was called and not reached.',
    Type.Object({ ...Ids, channel: Code }),
    { ...ids, channel: 'phone' },
  ),
  CallBackDone: event(
    'complaints',
    'CallBackDone',
    'The customer was asked, and told how it is; the words are personal. Who is dissatisfied has the complaint reopened.',
    Type.Object({
      ...Ids,
      channel: Code,
      satisfied: Type.Boolean(),
      score: Type.Integer({ minimum: 1, maximum: 5 }),
      dueAt: Instant,
      late: Type.Boolean(),
    }),
    { ...ids, channel: 'phone', satisfied: true, score: 5, dueAt: '2026-03-18T10:00:00.000Z', late: false },
  ),
  CallBackMissed: event(
    'complaints',
    'CallBackMissed',
    'The time by which the customer was to be called passed without an answer. Said once, when it was due.',
    Type.Object({ ...Ids, dueAt: Instant, attempts: Type.Integer({ minimum: 0, maximum: 1000 }) }),
    { ...ids, dueAt: '2026-03-18T10:00:00.000Z', attempts: 1 },
  ),
  CallBackCancelled: event(
    'complaints',
    'CallBackCancelled',
    'The customer is not to be called: the complaint was opened again, or the customer does not want it.',
    Type.Object({ ...Ids, reason: Code }),
    { ...ids, reason: 'reopened' },
  ),
};
