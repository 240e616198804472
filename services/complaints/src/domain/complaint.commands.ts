import type { CLOSING_REASONS, COMPLAINT_OUTCOMES, DEMANDS, ComplaintsEvent } from '@rapport/contracts';
import type { PassTime } from '@rapport/decider';
import type { CallBackRound } from './call-back.ts';
import type { HouseRules, Severity } from './house-clock.ts';

export type Demand = (typeof DEMANDS)[number];
export type Outcome = (typeof COMPLAINT_OUTCOMES)[number];
/** Those that an agent may give: the customer's own word and imports close by other commands. */
export type ClosingReason = Exclude<(typeof CLOSING_REASONS)[number], 'confirmedByCustomer' | 'historicImport'>;

/** `at` is business time: an ISO instant in UTC. */
interface Command<Type extends string> {
  readonly type: Type;
  readonly at: string;
}

/** Commands that start or move clocks need the house's rules. */
interface ByTheRules {
  readonly rules: HouseRules;
}

/** Commands that may close it. */
export interface Closing extends ByTheRules {
  /** Of the call-backs that may follow; none of imported history, of which nobody is to be called. */
  readonly callBackIds?: Readonly<Record<CallBackRound, string>> | undefined;
}

type Data<Type extends ComplaintsEvent['type']> = Extract<ComplaintsEvent, { readonly type: Type }>['data'];

export interface OpenComplaint extends Command<'OpenComplaint'>, ByTheRules {
  readonly facts: Omit<Data<'ComplaintOpened'>, 'due' | 'warnAt' | 'severity' | 'calendar'> & {
    readonly severity: Severity;
  };
  /** The customer's value class, where it is known. */
  readonly valueClass?: string | undefined;
  readonly narrative?: string | undefined;
}

/** Step 1. Free text is personal and never part of an event. */
export interface ConfirmProblem extends Command<'ConfirmProblem'> {
  readonly restatement?: string | undefined;
  readonly opinions?: string | undefined;
  readonly agreedAt?: string | undefined;
  readonly agreedBy?: string | undefined;
  readonly demands?: Demand[] | undefined;
}

/** Step 2. The why may follow by a second one, when the investigation has shown it. */
export interface Empathise extends Command<'Empathise'> {
  readonly sympathy?: true | undefined;
  readonly apology?: true | undefined;
  readonly thanks?: true | undefined;
  readonly why?: true | undefined;
  readonly apologyText?: string | undefined;
  readonly whyText?: string | undefined;
}

export interface PlannedAction {
  readonly action: string;
  readonly owner: string;
  readonly dueAt: string;
}

/** Step 3. */
export interface ActOnComplaint extends Command<'ActOnComplaint'> {
  readonly actions?: PlannedAction[] | undefined;
  readonly answered?: Demand[] | undefined;
  readonly outcome?: Outcome | undefined;
  readonly finalAnswer?: string | undefined;
}

/** Step 4, by the customer's own answer: score from 1 to 5. */
export interface VerifyComplaint extends Command<'VerifyComplaint'>, Closing {
  readonly solved?: boolean | undefined;
  readonly score?: number | undefined;
  readonly met?: Demand[] | undefined;
  readonly unmet?: Demand[] | undefined;
  readonly customerWords?: string | undefined;
}

export interface Try {
  readonly at: string;
  readonly channel: string;
}

/** The other way out of step 4, and of the steps before it where the catalogue allows. */
export interface CloseComplaint extends Command<'CloseComplaint'>, Closing {
  readonly reason: ClosingReason;
  readonly tries?: Try[] | undefined;
  readonly finalAnswer?: string | undefined;
}

export interface PauseComplaint extends Command<'PauseComplaint'> {
  readonly reason: string;
}

export interface ResumeComplaint extends Command<'ResumeComplaint'>, ByTheRules {}

export interface ReopenComplaint extends Command<'ReopenComplaint'>, ByTheRules {
  readonly reason: string;
}

export interface AttemptCallBack extends Command<'AttemptCallBack'> {
  readonly callBackId: string;
  readonly channel: string;
}

/** What the customer says when called after closing: score from 1 to 5. */
export interface AnswerCallBack extends Command<'AnswerCallBack'>, ByTheRules {
  readonly callBackId: string;
  readonly channel: string;
  readonly satisfied: boolean;
  readonly score: number;
  readonly words?: string | undefined;
}

export interface CancelCallBack extends Command<'CancelCallBack'> {
  readonly callBackId: string;
  readonly reason: string;
}

/** A closed case of the past, with its own dates. */
export interface RecordHistoricComplaint extends Command<'RecordHistoricComplaint'> {
  readonly facts: Data<'HistoricComplaintRecorded'>;
}

export type StepCommand =
  | ConfirmProblem
  | Empathise
  | ActOnComplaint
  | VerifyComplaint
  | CloseComplaint
  | PauseComplaint
  | ResumeComplaint
  | ReopenComplaint;

export type CallBackCommand = AttemptCallBack | AnswerCallBack | CancelCallBack;

export type ComplaintCommand = OpenComplaint | StepCommand | CallBackCommand | RecordHistoricComplaint | PassTime;
