import type { CLOSING_REASONS, COMPLAINT_STEPS, ComplaintsEvent } from '@rapport/contracts';
import { evolveCallBacks, nextMissed, type CallBack } from './call-back.ts';
import type { Demand, Outcome, PlannedAction } from './complaint.commands.ts';
import { change, firings, retimed, started, stopped, type Clocks } from './house-clock.ts';

export type Step = (typeof COMPLAINT_STEPS)[number];

type OfPromises = Extract<ComplaintsEvent, { readonly type: `Promise${string}` }>;

/** An event of a complaint as it is decided: always with the instant at which it happened. */
export type ComplaintEvent = Exclude<ComplaintsEvent, OfPromises> & { readonly at: string };
type Data<Type extends ComplaintEvent['type']> = Extract<ComplaintEvent, { readonly type: Type }>['data'];

/** What is known of a complaint, whichever status it is in. */
export interface CaseFile extends Omit<Data<'ComplaintOpened'>, 'due' | 'warnAt' | 'demands'> {
  readonly openedAt: string;
  /** When the last command on it occurred. */
  readonly lastAt: string;
  /** The step to take next; of a closed one, the step at which it was closed. */
  readonly step: Step;
  readonly demands: readonly Demand[];
  /** The demands that the plan has yet to answer, or to answer better. */
  readonly unanswered: readonly Demand[];
  readonly clocks: Clocks;
  readonly evidence: Evidence;
  readonly outcome?: Outcome;
  readonly timesReopened: number;
}

/** What each step has shown so far; texts are personal and kept apart. */
export interface Evidence {
  readonly confirm?: { readonly at: string } & Pick<Data<'ComplaintConfirmed'>, 'agreedAt' | 'agreedBy' | 'demands'>;
  readonly empathise?: { readonly at: string; readonly whyExplained: boolean };
  readonly act?: {
    readonly at: string;
    readonly actions: readonly PlannedAction[];
    readonly answered: readonly Demand[];
    readonly outcome: Outcome;
  };
  readonly verify?: { readonly at: string; readonly score: number; readonly unmet: readonly Demand[] };
}

export type Complaint =
  | { readonly status: 'unknown' }
  | { readonly status: 'open'; readonly file: CaseFile }
  | { readonly status: 'paused'; readonly file: CaseFile; readonly since: string; readonly reason: string }
  | ClosedComplaint
  | { readonly status: 'historic'; readonly facts: Data<'HistoricComplaintRecorded'>; readonly occurredAt: string };

export interface ClosedComplaint {
  readonly status: 'closed';
  readonly file: CaseFile;
  readonly closedAt: string;
  /** Since when its clocks stand still: when it was closed, or paused before that. */
  readonly since: string;
  readonly reason: (typeof CLOSING_REASONS)[number];
  readonly recovered: boolean;
  readonly callBacks: readonly CallBack[];
}

export const initial: Complaint = { status: 'unknown' };

export function evolve(state: Complaint, event: ComplaintEvent): Complaint {
  if (event.type === 'ComplaintOpened') return { status: 'open', file: newFile(event.data, event.at) };
  if (event.type === 'HistoricComplaintRecorded') {
    return { status: 'historic', facts: event.data, occurredAt: event.at };
  }
  return 'file' in state ? goOn(state, state.file, event) : state;
}

function newFile({ due, warnAt, ...facts }: Data<'ComplaintOpened'>, at: string): CaseFile {
  return {
    ...facts,
    openedAt: at,
    lastAt: at,
    step: 'confirm',
    unanswered: facts.demands,
    clocks: started({ due, warnAt }),
    evidence: {},
    timesReopened: 0,
  };
}

type Ongoing = Extract<Complaint, { readonly file: CaseFile }>;
type LaterEvent = Exclude<ComplaintEvent, { readonly type: 'ComplaintOpened' | 'HistoricComplaintRecorded' }>;

function goOn(state: Ongoing, before: CaseFile, event: LaterEvent): Complaint {
  const { at } = event;
  const file = { ...before, lastAt: at };
  const { clocks, evidence } = file;
  switch (event.type) {
    case 'ComplaintConfirmed': {
      const { agreedAt, agreedBy } = event.data;
      const demands = [...new Set([...file.demands, ...event.data.demands])];
      const confirm = { at, agreedAt, agreedBy, demands };
      return open({
        ...file,
        step: 'empathise',
        demands,
        unanswered: demands,
        evidence: { ...evidence, confirm },
        clocks: stopped(clocks, 'acknowledge'),
      });
    }
    case 'ComplaintEmpathised': {
      const step = file.step === 'empathise' ? 'act' : file.step;
      const empathise = { at: evidence.empathise?.at ?? at, whyExplained: event.data.whyExplained };
      return open({ ...file, step, evidence: { ...evidence, empathise } });
    }
    case 'ComplaintActedOn': {
      const { actions, answered, outcome } = event.data;
      return open({
        ...file,
        step: 'verify',
        unanswered: [],
        outcome,
        evidence: { ...evidence, act: { at, actions, answered, outcome } },
        clocks: stopped(clocks, 'firstAnswer'),
      });
    }
    case 'ComplaintNotSatisfied': {
      const { score, unmet } = event.data;
      return open({ ...file, step: 'act', unanswered: unmet, evidence: { ...evidence, verify: { at, score, unmet } } });
    }
    case 'ComplaintClosed':
      return closed(state, file, event.data, at);
    case 'ComplaintPaused':
      return { status: 'paused', file, since: at, reason: event.data.reason };
    case 'ComplaintResumed':
      return open({ ...file, clocks: retimed(clocks, event.data) });
    case 'ComplaintReopened': {
      const { step } = event.data;
      const timesReopened = file.timesReopened + 1;
      return open({ ...file, step, unanswered: file.demands, clocks: retimed(clocks, event.data), timesReopened });
    }
    case 'CallBackScheduled':
    case 'CallBackAttempted':
    case 'CallBackDone':
    case 'CallBackCancelled':
      return state.status === 'closed' ? { ...state, file, callBacks: evolveCallBacks(state.callBacks, event) } : state;
    case 'CallBackMissed':
      return state.status === 'closed' ? { ...state, callBacks: evolveCallBacks(state.callBacks, event) } : state;
    case 'HouseClockWarned':
      return { ...state, file: { ...before, clocks: change(clocks, event.data.clock, { warned: true }) } };
    case 'HouseClockBreached':
      return { ...state, file: { ...before, clocks: change(clocks, event.data.clock, { breached: true }) } };
  }
}

const open = (file: CaseFile): Complaint => ({ status: 'open', file });

function closed(before: Ongoing, file: CaseFile, data: Data<'ComplaintClosed'>, at: string): ClosedComplaint {
  const { reason, recovered, score, unmet, outcome = file.outcome } = data;
  const evidence = score === undefined ? file.evidence : { ...file.evidence, verify: { at, score, unmet } };
  const since = before.status === 'paused' ? before.since : at;
  const decided = outcome === undefined ? {} : { outcome };
  return {
    status: 'closed',
    file: { ...file, ...decided, evidence },
    closedAt: at,
    since,
    reason,
    recovered,
    callBacks: [],
  };
}

/** When a clock will speak next: while it waits for the customer, none does. When it is closed, until when the customer is to be called. */
export function nextDue(state: Complaint): string | null {
  if (state.status === 'closed') return nextMissed(state.callBacks);
  return state.status === 'open' ? (firings(state.file.clocks)[0]?.at ?? null) : null;
}
