import type { ProfileEvent } from '@rapport/contracts';
import { DomainError, type Decider, type Decision, type PassTime } from '@rapport/decider';

export type PlanActionEvent = Extract<
  ProfileEvent,
  { readonly type: 'PlanActionAdded' | 'PlanActionChanged' | 'PlanActionClosed' | 'PlanActionOverdue' }
>;
type Added = Extract<PlanActionEvent, { readonly type: 'PlanActionAdded' }>['data'];
type Told = PlanActionEvent & { readonly at?: string };

export interface AddPlanAction {
  readonly type: 'AddPlanAction';
  readonly facts: Added;
  /** What is to be done: personal, kept beside the stream. */
  readonly what: string;
}

export interface ChangePlanAction {
  readonly type: 'ChangePlanAction';
  readonly ownerId?: string | undefined;
  readonly dueOn?: string | undefined;
  readonly what?: string | undefined;
}

export interface ClosePlanAction {
  readonly type: 'ClosePlanAction';
  readonly outcome: 'done' | 'dropped';
}

type Action =
  | (Pick<Added, 'actionId' | 'customerId' | 'ownerId' | 'dueOn'> & {
      readonly open: boolean;
      /** Whether it was told that its day has passed. */
      readonly overdue: boolean;
    })
  | null;

/** The first instant after the day on which it is due, in UTC. */
const dueAt = (dueOn: string): string => new Date(Date.parse(`${dueOn}T00:00:00Z`) + 86_400_000).toISOString();

function decide(command: AddPlanAction | ChangePlanAction | ClosePlanAction | PassTime, state: Action): Decision<Told> {
  if (command.type === 'AddPlanAction') {
    const { facts, what } = command;
    return state ? { events: [] } : { events: [{ type: 'PlanActionAdded', data: facts }], personal: { what } };
  }
  if (!state) throw new DomainError('action-unknown', 'There is no action of this id.');
  const { actionId, customerId, ownerId, dueOn, open, overdue } = state;
  switch (command.type) {
    case 'PassTime': {
      const at = dueAt(dueOn);
      if (!open || overdue || command.now < at) return { events: [] };
      return { events: [{ type: 'PlanActionOverdue', data: { actionId, customerId, ownerId, dueOn }, at }] };
    }
    case 'ChangePlanAction': {
      if (!open) throw new DomainError('action-closed', 'It is done or dropped: add another.');
      const next = { ownerId: command.ownerId ?? ownerId, dueOn: command.dueOn ?? dueOn };
      if (next.ownerId === ownerId && next.dueOn === dueOn && command.what === undefined) return { events: [] };
      const said = command.what !== undefined && { personal: { what: command.what } };
      return { events: [{ type: 'PlanActionChanged', data: { actionId, customerId, ...next } }], ...said };
    }
    case 'ClosePlanAction': {
      if (!open) return { events: [] };
      return { events: [{ type: 'PlanActionClosed', data: { actionId, customerId, outcome: command.outcome } }] };
    }
  }
}

/** One action of an account's plan: who does it, by when. Its day passing is told once for each day it was promised for. */
export const planAction: Decider<Action, AddPlanAction | ChangePlanAction | ClosePlanAction | PassTime, Told> = {
  kind: 'planAction',
  stateVersion: 1,
  initial: null,
  decide,
  evolve(state, { type, data }) {
    if (type === 'PlanActionAdded') {
      const { actionId, customerId, ownerId, dueOn } = data;
      return { actionId, customerId, ownerId, dueOn, open: true, overdue: false };
    }
    if (!state) return state;
    switch (type) {
      case 'PlanActionChanged':
        return {
          ...state,
          ownerId: data.ownerId,
          dueOn: data.dueOn,
          overdue: state.overdue && data.dueOn === state.dueOn,
        };
      case 'PlanActionClosed':
        return { ...state, open: false };
      case 'PlanActionOverdue':
        return { ...state, overdue: true };
    }
  },
  nextDue: state => (state?.open && !state.overdue ? dueAt(state.dueOn) : null),
};
