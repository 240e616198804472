import { Code, Instant, StaffId, Uuid, WORK_OUTCOMES, WORK_ROLES } from '@rapport/contracts';
import { origin, paging } from '@rapport/service-kit';
import Type, { type Static } from 'typebox';
import { WORK_STATES } from '../domain/work-item.ts';
import { closed, Text } from './bodies.ts';

const note = Type.Optional({ ...Text, description: 'In words. Personal: kept here' });

export const RaiseBody = Type.Object(
  {
    customerId: Type.Optional(Uuid),
    task: Code,
    about: Type.Optional(Type.Object({ kind: Code, id: Uuid }, closed)),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: 'Default 50' })),
    assigneeId: Type.Optional(StaffId),
    team: Type.Optional(Code),
    role: Type.Optional(Type.Enum(WORK_ROLES, { description: 'Default specialist' })),
    dueAt: Instant,
    note,
    source: origin.source,
    sourceId: origin.sourceId,
  },
  closed,
);
export type RaiseBody = Static<typeof RaiseBody>;

export const AssignBody = Type.Object({ assigneeId: Type.Optional(StaffId), team: Type.Optional(Code) }, closed);
export type AssignBody = Static<typeof AssignBody>;

export const RescheduleBody = Type.Object({ dueAt: Instant, reason: Code }, closed);
export type RescheduleBody = Static<typeof RescheduleBody>;

export const DoneBody = Type.Object({ outcome: Type.Enum(WORK_OUTCOMES), note, occurredAt: origin.occurredAt }, closed);
export type DoneBody = Static<typeof DoneBody>;

export const CancelBody = Type.Object({ reason: Code }, closed);
export type CancelBody = Static<typeof CancelBody>;

export const WorkQuery = Type.Object(
  {
    mine: Type.Optional(Type.Boolean({ description: 'Assigned to who asks' })),
    myTeams: Type.Optional(
      Type.Boolean({
        description: 'Of the teams of who asks, by the token or the directory of staff; of all where there are none',
      }),
    ),
    assignee: Type.Optional(StaffId),
    team: Type.Optional(Code),
    role: Type.Optional(Type.Enum(WORK_ROLES)),
    customer: Type.Optional(Uuid),
    state: Type.Enum([...WORK_STATES, 'all'], { default: 'open' }),
    overdue: Type.Optional(Type.Boolean()),
    ...paging,
  },
  closed,
);
export type WorkQuery = Static<typeof WorkQuery>;

/** The key of a page of work items. */
export const WorkPlace = Type.Object(
  { priority: Type.Integer({ minimum: 0, maximum: 100 }), dueAt: Instant, workItemId: Uuid },
  closed,
);

export const WorkAnswer = Type.Object({ workItemId: Uuid, state: Type.String(), sequence: Type.Integer() });
