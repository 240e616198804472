import { COMPLAINT_STEPS } from '@rapport/contracts';
import { DomainError, type Decider, type Decision, type PassTime } from '@rapport/decider';
import { begunUnder } from './calendar.ts';
import { answer, attempt, cancel, missedBy, scheduled } from './call-back.decide.ts';
import { closedOnly, idsOf, reopened, unknown } from './closed.ts';
import {
  evolve,
  initial,
  nextDue,
  type CaseFile,
  type Complaint,
  type ComplaintEvent,
  type Step,
} from './complaint.ts';
import type {
  ActOnComplaint,
  CloseComplaint,
  ComplaintCommand,
  ConfirmProblem,
  Empathise,
  OpenComplaint,
  PauseComplaint,
  RecordHistoricComplaint,
  ReopenComplaint,
  ResumeComplaint,
  VerifyComplaint,
} from './complaint.commands.ts';
import {
  assertAllAsked,
  assertAnswered,
  assertShown,
  assertUnreachable,
  EVIDENCE,
  evidenceMissing,
  SATISFIED_FROM,
} from './evidence.ts';
import { firings, movedBy, timetable } from './house-clock.ts';
import { texts } from './texts.ts';
import { assertInOrder, assertNotAfter } from './time-order.ts';

type Decided = Decision<ComplaintEvent>;

const NOTHING: Decided = { events: [] };

export function decide(command: ComplaintCommand, state: Complaint): Decided {
  switch (command.type) {
    case 'OpenComplaint':
      return openComplaint(command, state);
    case 'ConfirmProblem':
      return confirm(command, state);
    case 'Empathise':
      return empathise(command, state);
    case 'ActOnComplaint':
      return act(command, state);
    case 'VerifyComplaint':
      return verify(command, state);
    case 'CloseComplaint':
      return close(command, state);
    case 'PauseComplaint':
      return pause(command, state);
    case 'ResumeComplaint':
      return resume(command, state);
    case 'ReopenComplaint':
      return reopen(command, state);
    case 'AttemptCallBack':
      return attempt(command, state);
    case 'AnswerCallBack':
      return answer(command, state);
    case 'CancelCallBack':
      return cancel(command, state);
    case 'RecordHistoricComplaint':
      return recordHistoric(command, state);
    case 'PassTime':
      return passTime(command, state);
  }
}

export const complaint: Decider<Complaint, ComplaintCommand, ComplaintEvent> = {
  kind: 'complaint',
  stateVersion: 2,
  initial,
  decide,
  evolve,
  nextDue,
};

/** Sent twice, it is the same complaint: its id comes from the sender's. */
function openComplaint({ at, facts, rules, valueClass, narrative }: OpenComplaint, state: Complaint): Decided {
  if (state.status !== 'unknown') return NOTHING;
  const { code, version } = rules.calendar;
  const times = timetable(rules, facts.severity, valueClass, at);
  return {
    events: [{ type: 'ComplaintOpened', at, data: { ...facts, ...times, calendar: { code, version } } }],
    personal: texts({ narrative }),
  };
}

function confirm(command: ConfirmProblem, state: Complaint): Decided {
  const file = atStep('confirm', state, command.at);
  assertShown(command, EVIDENCE.confirm);
  const { at, agreedAt, agreedBy, demands, restatement, opinions } = command;
  assertNotAfter(agreedAt, at, 'agreedAt');
  return {
    events: [{ type: 'ComplaintConfirmed', at, data: { ...idsOf(file), agreedAt, agreedBy, demands } }],
    personal: texts({ restatement, opinions }),
  };
}

/** The why may follow the investigation, so it may be told at any later step. */
function empathise(command: Empathise, state: Complaint): Decided {
  const { at, why, apologyText, whyText } = command;
  const told = workable(state, at);
  const followsUp = why && told.evidence.empathise?.whyExplained === false;
  const file = followsUp ? told : atStep('empathise', state, at);
  if (!followsUp) assertShown(command, EVIDENCE.empathise);
  return {
    events: [{ type: 'ComplaintEmpathised', at, data: { ...idsOf(file), whyExplained: why ?? false } }],
    personal: texts({ apologyText, whyText }),
  };
}

function act(command: ActOnComplaint, state: Complaint): Decided {
  const file = atStep('act', state, command.at);
  assertShown(command, EVIDENCE.act);
  const { at, actions, answered, outcome, finalAnswer } = command;
  assertAnswered(file.unanswered, answered);
  if (outcome === 'notUpheld' && finalAnswer === undefined) {
    throw evidenceMissing({ finalAnswer: 'why it is not upheld, as told to the customer' });
  }
  return {
    events: [
      {
        type: 'ComplaintActedOn',
        at,
        data: { ...idsOf(file), actions, answered, outcome },
      },
    ],
    personal: texts({ finalAnswer }),
  };
}

/** Only the customer can say that it is solved; whoever is not satisfied again gets another plan. */
function verify(command: VerifyComplaint, state: Complaint): Decided {
  const file = atStep('verify', state, command.at);
  assertShown(command, EVIDENCE.verify);
  const { at, solved, score, met, unmet, customerWords } = command;
  assertAllAsked(file.demands, met, unmet);
  const personal = texts({ customerWords });
  if (!solved || score < SATISFIED_FROM) {
    return { events: [{ type: 'ComplaintNotSatisfied', at, data: { ...idsOf(file), score, unmet } }], personal };
  }
  if (!file.evidence.empathise?.whyExplained) {
    throw evidenceMissing({ why: 'why it happened: empathise once more, with the why' });
  }
  const ending = { reason: 'confirmedByCustomer' as const, recovered: true, ...outcomeOf(file), score, met, unmet };
  const closing: ComplaintEvent = { type: 'ComplaintClosed', at, data: { ...idsOf(file), ...ending } };
  return { events: [closing, ...scheduled(file, command, ending.reason)], personal };
}

/** Withdrawn or a duplicate it may be at any step; a final response can only be refused once it was given. */
function close(command: CloseComplaint, state: Complaint): Decided {
  const { at, reason, rules, tries, finalAnswer } = command;
  const file = running(state, at);
  if (reason === 'finalResponseNotAccepted' && file.evidence.act === undefined) throw outOfOrder(file.step, 'verify');
  if (reason === 'unreachable') assertUnreachable(tries ?? [], begunUnder(rules, file));
  const shown = tries === undefined ? {} : { tries };
  const ending = { reason, recovered: false, ...outcomeOf(file), met: [], unmet: [], ...shown };
  const closing: ComplaintEvent = { type: 'ComplaintClosed', at, data: { ...idsOf(file), ...ending } };
  return { events: [closing, ...scheduled(file, command, reason)], personal: texts({ finalAnswer }) };
}

function pause({ at, reason }: PauseComplaint, state: Complaint): Decided {
  const file = workable(state, at);
  return { events: [{ type: 'ComplaintPaused', at, data: { ...idsOf(file), reason } }] };
}

function resume({ at, rules }: ResumeComplaint, state: Complaint): Decided {
  const file = running(state, at);
  if (state.status !== 'paused') throw new DomainError('complaint-not-paused', 'Its clocks are running.');
  const times = movedBy(file.clocks, begunUnder(rules, file), state.since, at);
  return { events: [{ type: 'ComplaintResumed', at, data: { ...idsOf(file), ...times } }] };
}

const reopen = (command: ReopenComplaint, state: Complaint): Decided => ({
  events: reopened(closedOnly(state), command),
});

function recordHistoric({ at, facts }: RecordHistoricComplaint, state: Complaint): Decided {
  if (state.status !== 'unknown') return NOTHING;
  return { events: [{ type: 'HistoricComplaintRecorded', at, data: facts }] };
}

/** What was due has happened when it was due, however late we look. */
function passTime({ now }: PassTime, state: Complaint): Decided {
  if (state.status === 'closed') return { events: missedBy(state, now) };
  if (state.status !== 'open') return NOTHING;
  const { file } = state;
  const events = firings(file.clocks)
    .filter(({ at }) => at <= now)
    .map(({ kind, clock, dueAt, at }): ComplaintEvent => {
      const data = { ...idsOf(file), clock, dueAt };
      return kind === 'warn' ? { type: 'HouseClockWarned', at, data } : { type: 'HouseClockBreached', at, data };
    });
  return { events };
}

/** The file of a complaint that is neither unknown nor closed. */
function running(state: Complaint, at: string): CaseFile {
  if (state.status === 'unknown') throw unknown();
  if (state.status === 'historic') throw new DomainError('complaint-closed', 'It is a closed case of the past.');
  if (state.status === 'closed') throw new DomainError('complaint-closed', 'Reopen it to go on with it.');
  assertInOrder(state.file, at);
  return state.file;
}

/** The same, not waiting for the customer. */
function workable(state: Complaint, at: string): CaseFile {
  const file = running(state, at);
  if (state.status === 'paused')
    throw new DomainError('complaint-paused', 'It waits for the customer: resume it first.');
  return file;
}

function atStep(step: Step, state: Complaint, at: string): CaseFile {
  const file = workable(state, at);
  if (file.step !== step) throw outOfOrder(file.step, step);
  return file;
}

function outOfOrder(present: Step, wanted: Step): DomainError {
  const done = COMPLAINT_STEPS.indexOf(present) > COMPLAINT_STEPS.indexOf(wanted) ? 'was taken already' : 'comes later';
  return new DomainError('step-out-of-order', `The next step is '${present}': '${wanted}' ${done}.`);
}

const outcomeOf = ({ outcome }: CaseFile) => (outcome === undefined ? {} : { outcome });
