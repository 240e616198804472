import type { PassTime } from '@rapport/decider';
import type { WorkItemFacts, WorkOutcome } from './work-item.ts';

/** There is something to do: now, or from `raiseAt` on unless the plan is dropped before. */
export interface RaiseWork {
  readonly type: 'RaiseWork';
  readonly item: WorkItemFacts;
  readonly raiseAt?: string | undefined;
  /** What was said about it by whoever raised it: personal. */
  readonly note?: string | undefined;
}

/** What a planned item waited for to stay away has happened. */
export interface DropPlan {
  readonly type: 'DropPlan';
  readonly reason: string;
}

export interface AssignWork {
  readonly type: 'AssignWork';
  readonly assigneeId?: string | undefined;
  readonly team?: string | undefined;
}

export interface ClaimWork {
  readonly type: 'ClaimWork';
  readonly assigneeId: string;
}

export interface RescheduleWork {
  readonly type: 'RescheduleWork';
  readonly dueAt: string;
  readonly reason: string;
}

export interface FinishWork {
  readonly type: 'FinishWork';
  readonly outcome: WorkOutcome;
  readonly at: string;
  /** What came of it, in words: personal. */
  readonly note?: string | undefined;
}

export interface CancelWork {
  readonly type: 'CancelWork';
  readonly reason: string;
}

export type WorkCommand =
  RaiseWork | DropPlan | AssignWork | ClaimWork | RescheduleWork | FinishWork | CancelWork | PassTime;
