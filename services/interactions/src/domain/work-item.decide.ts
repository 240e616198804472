import { DomainError, type Decider, type Decision } from '@rapport/decider';
import type {
  AssignWork,
  ClaimWork,
  FinishWork,
  RaiseWork,
  RescheduleWork,
  WorkCommand,
} from './work-item.commands.ts';
import { evolve, initial, type WorkEvent, type WorkItem } from './work-item.ts';
import { nextDue, passed } from './work-item.time.ts';

/** The rules of one thing that a person must do. Its id follows from rule and event, so that it is raised once. */
export const workItem: Decider<WorkItem | null, WorkCommand, WorkEvent> = {
  kind: 'workItem',
  stateVersion: 1,
  initial,
  evolve,
  nextDue,
  decide(command, state) {
    if (command.type === 'RaiseWork') return state === null ? raise(command) : NOTHING;
    if (command.type === 'PassTime') return { events: passed(state, command.now) };
    if (command.type === 'DropPlan') return drop(command.reason, state);
    return change(command, stillOpen(state));
  },
};

const NOTHING = { events: [] };

function raise({ item, raiseAt, note }: RaiseWork): Decision<WorkEvent> {
  return {
    events: [
      raiseAt === undefined
        ? { type: 'WorkItemRaised', data: item }
        : { type: 'WorkItemPlanned', data: { ...item, raiseAt } },
    ],
    ...(note !== undefined && { personal: { note } }),
  };
}

/** What was never planned, or is there by now, is left as it is. */
function drop(reason: string, state: WorkItem | null): Decision<WorkEvent> {
  if (state?.status !== 'planned') return NOTHING;
  return { events: [{ type: 'WorkItemPlanDropped', data: { ...idsOf(state), reason } }] };
}

const idsOf = ({ item: { workItemId, customerId } }: WorkItem) => ({
  workItemId,
  ...(customerId !== undefined && { customerId }),
});

function stillOpen(state: WorkItem | null): WorkItem {
  if (state === null) throw new DomainError('work-item-unknown', 'No work item of this id is known.');
  return state;
}

type Change = Exclude<WorkCommand, { readonly type: 'RaiseWork' | 'PassTime' | 'DropPlan' }>;

function change(command: Change, state: WorkItem): Decision<WorkEvent> {
  if (isRepeat(command, state)) return NOTHING;
  if (state.status !== 'open') throw new DomainError('work-item-closed', `The work item is ${state.status}.`);
  switch (command.type) {
    case 'AssignWork':
      return assign(command, state);
    case 'ClaimWork':
      return claim(command, state);
    case 'RescheduleWork':
      return reschedule(command, state);
    case 'FinishWork':
      return finish(command, state);
    case 'CancelWork':
      return { events: [{ type: 'WorkItemCancelled', data: { ...idsOf(state), reason: command.reason } }] };
  }
}

/** The same end told again is the same. */
const isRepeat = (command: Change, { status, outcome }: WorkItem): boolean =>
  (command.type === 'FinishWork' && status === 'done' && outcome === command.outcome) ||
  (command.type === 'CancelWork' && status === 'cancelled' && outcome === command.reason);

function assign({ assigneeId, team }: AssignWork, state: WorkItem): Decision<WorkEvent> {
  const { item } = state;
  const to = {
    ...(assigneeId !== undefined && { assigneeId }),
    ...((team ?? item.team) !== undefined && { team: team ?? item.team }),
  };
  if (item.assigneeId === to.assigneeId && item.team === to.team) return NOTHING;
  return { events: [{ type: 'WorkItemAssigned', data: { ...idsOf(state), ...to } }] };
}

function claim({ assigneeId }: ClaimWork, state: WorkItem): Decision<WorkEvent> {
  const isMine = state.item.assigneeId === assigneeId;
  if (state.claimed && isMine) return NOTHING;
  if (state.claimed) throw new DomainError('work-item-taken', 'Somebody else has taken it on; assign it first.');
  return { events: [{ type: 'WorkItemClaimed', data: { ...idsOf(state), assigneeId } }] };
}

function reschedule({ dueAt, reason }: RescheduleWork, state: WorkItem): Decision<WorkEvent> {
  const { dueAt: from } = state.item;
  if (from === dueAt) return NOTHING;
  return { events: [{ type: 'WorkItemRescheduled', data: { ...idsOf(state), from, dueAt, reason } }] };
}

const finish = ({ outcome, at, note }: FinishWork, state: WorkItem): Decision<WorkEvent> => ({
  events: [{ type: 'WorkItemDone', data: { ...idsOf(state), outcome, inTime: at <= state.item.dueAt } }],
  ...(note !== undefined && { personal: { result: note } }),
});
