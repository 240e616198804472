import Type from 'typebox';
import { event } from './event.ts';
import { Code, Instant, oneOf, StaffId, Uuid } from './values.ts';

export const WORK_ROLES = ['specialist', 'supervisor', 'manager'] as const;
export const WORK_OUTCOMES = ['done', 'reached', 'notReached', 'solved', 'complaintOpened', 'notNeeded'] as const;

/** Where a work item came from: the rule in its version, and the event that it was raised for. */
const Cause = Type.Object({
  rule: Code,
  version: Type.Integer({ minimum: 1 }),
  eventId: Uuid,
  eventType: Code,
});

const Ids = { workItemId: Uuid, customerId: Type.Optional(Uuid) };

/** What there is to do: for whom, how urgent, until when. */
export const WorkItemFacts = {
  ...Ids,
  task: Type.String({ ...Code, description: 'What to do' }),
  cause: Type.Optional(Type.Object(Cause.properties, { description: 'Absent where somebody raised it' })),
  about: Type.Optional(Type.Object({ kind: Code, id: Uuid }, { description: 'Such as the complaint it is about' })),
  priority: Type.Integer({ minimum: 0, maximum: 100, description: '100 is the most urgent' }),
  assigneeId: Type.Optional(StaffId),
  team: Type.Optional(Code),
  role: oneOf(WORK_ROLES, 'Whose work it is'),
  dueAt: Instant,
  expiresAt: Type.Optional(Type.String({ ...Instant, description: 'When it is of no use any more' })),
  escalateTo: Type.Optional(oneOf(WORK_ROLES, 'Whose work it becomes when it is overdue')),
};

const ids = {
  workItemId: '0190a3c5-0000-7000-8000-000000000020',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
};
const dueAt = '2026-03-03T09:00:00.000Z';
const item = {
  ...ids,
  task: 'callCustomer',
  cause: {
    rule: 'unhappy-csat',
    version: 1,
    eventId: '0190a3c5-0000-7000-8000-000000000002',
    eventType: 'FeedbackGiven',
  },
  priority: 70,
  team: 'service',
  role: 'specialist' as const,
  dueAt,
};

export const workEvents = {
  WorkItemPlanned: event(
    'interactions',
    'WorkItemPlanned',
    'A rule will raise a work item at a time, unless something happens before.',
    Type.Object({ ...WorkItemFacts, raiseAt: Instant }),
    { ...item, raiseAt: '2026-03-02T17:00:00.000Z' },
  ),
  WorkItemPlanDropped: event(
    'interactions',
    'WorkItemPlanDropped',
    'What a planned work item waited for to stay away has happened: it is not raised.',
    Type.Object({ ...Ids, reason: Code }),
    { ...ids, reason: 'ComplaintOpened' },
  ),
  WorkItemRaised: event(
    'interactions',
    'WorkItemRaised',
    'Somebody has something to do. Raised by a rule once for an event, or by hand.',
    Type.Object(WorkItemFacts),
    item,
  ),
  WorkItemAssigned: event(
    'interactions',
    'WorkItemAssigned',
    'Who is to do it from now on: somebody, a team, or both; nobody in person where assigneeId is absent.',
    Type.Object({ ...Ids, assigneeId: Type.Optional(StaffId), team: Type.Optional(Code) }),
    { ...ids, assigneeId: 'agent-7', team: 'service' },
  ),
  WorkItemClaimed: event(
    'interactions',
    'WorkItemClaimed',
    'Somebody took it on.',
    Type.Object({ ...Ids, assigneeId: StaffId }),
    { ...ids, assigneeId: 'agent-7' },
  ),
  WorkItemRescheduled: event(
    'interactions',
    'WorkItemRescheduled',
    'It is due at another time.',
    Type.Object({ ...Ids, from: Instant, dueAt: Instant, reason: Code }),
    { ...ids, from: dueAt, dueAt: '2026-03-04T09:00:00.000Z', reason: 'customerAsked' },
  ),
  WorkItemOverdue: event(
    'interactions',
    'WorkItemOverdue',
    'The time by which it was due has passed. Told once for each time it was due.',
    Type.Object({ ...Ids, dueAt: Instant, assigneeId: Type.Optional(StaffId), team: Type.Optional(Code) }),
    { ...ids, dueAt, team: 'service' },
  ),
  WorkItemEscalated: event(
    'interactions',
    'WorkItemEscalated',
    'It was not done in time and is the work of another role now.',
    Type.Object({ ...Ids, from: oneOf(WORK_ROLES), role: oneOf(WORK_ROLES) }),
    { ...ids, from: 'specialist', role: 'supervisor' },
  ),
  WorkItemDone: event(
    'interactions',
    'WorkItemDone',
    'It was done, with what came of it. What was said about it is personal and stays in interactions.',
    Type.Object({ ...Ids, outcome: oneOf(WORK_OUTCOMES), inTime: Type.Boolean() }),
    { ...ids, outcome: 'reached', inTime: true },
  ),
  WorkItemCancelled: event(
    'interactions',
    'WorkItemCancelled',
    'It need not be done.',
    Type.Object({ ...Ids, reason: Code }),
    { ...ids, reason: 'notNeeded' },
  ),
  WorkItemExpired: event(
    'interactions',
    'WorkItemExpired',
    'It was not done while it was of use.',
    Type.Object(Ids),
    ids,
  ),
};
