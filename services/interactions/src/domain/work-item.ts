import type { InteractionsEvent } from '@rapport/contracts';

export type WorkEvent = Extract<InteractionsEvent, { readonly type: `WorkItem${string}` }>;
export type WorkItemFacts = Extract<WorkEvent, { readonly type: 'WorkItemRaised' }>['data'];
export type WorkRole = WorkItemFacts['role'];
export type WorkOutcome = Extract<WorkEvent, { readonly type: 'WorkItemDone' }>['data']['outcome'];

export const WORK_STATES = ['planned', 'open', 'done', 'cancelled', 'expired', 'dropped'] as const;
export type WorkState = (typeof WORK_STATES)[number];

/** A work item as it stands; null before anything is known of it. */
export interface WorkItem {
  readonly status: WorkState;
  /** As it stands now: who, until when. */
  readonly item: WorkItemFacts;
  /** When it will be raised, while it is planned. */
  readonly raiseAt: string | null;
  /** Whether it was told that it is overdue, by the time that it is due now. */
  readonly overdue: boolean;
  readonly claimed: boolean;
  readonly outcome: string | null;
}

export const initial: WorkItem | null = null;

const begun = (item: WorkItemFacts, status: WorkState, raiseAt: string | null): WorkItem => ({
  status,
  item,
  raiseAt,
  overdue: false,
  claimed: false,
  outcome: null,
});

export function evolve(state: WorkItem | null, event: WorkEvent): WorkItem | null {
  if (event.type === 'WorkItemPlanned') {
    const { raiseAt, ...item } = event.data;
    return begun(item, 'planned', raiseAt);
  }
  if (event.type === 'WorkItemRaised') return begun(event.data, 'open', null);
  return state && { ...state, ...changeOf(state, event) };
}

type Later = Exclude<WorkEvent, { readonly type: 'WorkItemPlanned' | 'WorkItemRaised' }>;

function changeOf({ item }: WorkItem, event: Later): Partial<WorkItem> {
  switch (event.type) {
    case 'WorkItemAssigned': {
      const { assigneeId: _before, team: _too, ...rest } = item;
      const { assigneeId, team } = event.data;
      return {
        item: { ...rest, ...(assigneeId !== undefined && { assigneeId }), ...(team !== undefined && { team }) },
        claimed: false,
      };
    }
    case 'WorkItemClaimed':
      return { item: { ...item, assigneeId: event.data.assigneeId }, claimed: true };
    case 'WorkItemRescheduled':
      return { item: { ...item, dueAt: event.data.dueAt }, overdue: false };
    case 'WorkItemOverdue':
      return { overdue: true };
    case 'WorkItemEscalated':
      return { item: { ...item, role: event.data.role } };
    case 'WorkItemDone':
      return { status: 'done', outcome: event.data.outcome };
    case 'WorkItemCancelled':
      return { status: 'cancelled', outcome: event.data.reason };
    case 'WorkItemExpired':
      return { status: 'expired' };
    case 'WorkItemPlanDropped':
      return { status: 'dropped', outcome: event.data.reason, raiseAt: null };
  }
}
