import type { ComplaintCommand } from './complaint.commands.ts';
import type { ComplaintEvent } from './complaint.ts';
import type { HouseRules } from './house-clock.ts';

const complaintId = '0190a3c6-0000-7000-8000-000000000001';
const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
export const ids = { complaintId, customerId };
export const callBackIds = {
  soon: '0190a3ca-0000-7000-8000-000000000001',
  later: '0190a3ca-0000-7000-8000-000000000002',
};

const workday = [['09:00', '17:00']];

/** The default rules: Monday to Friday from 9 to 17, the hours of the catalogue. */
const calendar = {
  ...{ code: 'office', version: 1, validFrom: '1970-01-01T00:00:00.000Z' },
  form: { zone: 'UTC', week: [workday, workday, workday, workday, workday, [], []], holidays: [] },
};
export const rules: HouseRules = {
  version: 1,
  calendar,
  calendars: [calendar],
  named: [{ validFrom: '', code: 'office' }],
  hours: {
    1: { acknowledge: 1, firstAnswer: 4, resolve: 16 },
    2: { acknowledge: 4, firstAnswer: 8, resolve: 40 },
    3: { acknowledge: 8, firstAnswer: 16, resolve: 80 },
    4: { acknowledge: 16, firstAnswer: 40, resolve: 160 },
  },
  factors: { diamond: 0.5, gold: 0.75, silver: 1, other: 1 },
  callBacks: {
    rounds: {
      soon: { afterDays: 0, hours: 16, severities: [1, 2, 3, 4] },
      later: { afterDays: 30, hours: 16, severities: [1, 2] },
    },
    dissatisfiedTo: 2,
    reasons: ['confirmedByCustomer', 'finalResponseNotAccepted'],
  },
};

/** March 2026 begins on a Sunday: the 2nd is a Monday. */
export const march = (day: number, time = '10:00'): string => `2026-03-${String(day).padStart(2, '0')}T${time}:00.000Z`;

const times = {
  due: { acknowledge: march(3), firstAnswer: march(4), resolve: march(16) },
  warnAt: { acknowledge: march(2, '16:24'), firstAnswer: march(3, '14:48'), resolve: march(12) },
};

const by = { code: calendar.code, version: calendar.version };

export const opened = {
  type: 'ComplaintOpened',
  at: march(2),
  data: { ...ids, channel: 'phone', cause: 'late', severity: 3, demands: ['quick'], flags: [], ...times, calendar: by },
} satisfies ComplaintEvent;
export const confirmed = {
  type: 'ComplaintConfirmed',
  at: march(2, '11:00'),
  data: { ...ids, agreedAt: march(2, '10:55'), agreedBy: 'phone', demands: ['quick', 'fair'] },
} satisfies ComplaintEvent;
export const empathised = {
  type: 'ComplaintEmpathised',
  at: march(2, '12:00'),
  data: { ...ids, whyExplained: true },
} satisfies ComplaintEvent;
export const actedOn = {
  type: 'ComplaintActedOn',
  at: march(2, '13:00'),
  data: {
    ...ids,
    actions: [{ action: 'replacement', owner: 'agent-7', dueAt: march(5) }],
    answered: ['quick', 'fair'],
    outcome: 'upheld',
  },
} satisfies ComplaintEvent;
export const closed = {
  type: 'ComplaintClosed',
  at: march(2, '14:00'),
  data: {
    ...ids,
    reason: 'confirmedByCustomer',
    recovered: true,
    outcome: 'upheld',
    score: 5,
    met: ['quick', 'fair'],
    unmet: [],
  },
} satisfies ComplaintEvent;
export const paused = {
  type: 'ComplaintPaused',
  at: march(2, '12:30'),
  data: { ...ids, reason: 'waitingForCustomer' },
} satisfies ComplaintEvent;
export const historic = {
  type: 'HistoricComplaintRecorded',
  at: march(2),
  data: {
    ...ids,
    channel: 'web',
    cause: 'other',
    product: 'Consumer Loan',
    issue: 'Managing the loan',
    receivedOn: '2026-03-02',
    response: 'Closed with explanation',
    timely: true,
  },
} satisfies ComplaintEvent;

/** Every status and step, by the events that lead there. */
export const histories = {
  unknown: [],
  'at confirm': [opened],
  'at empathise': [opened, confirmed],
  'at act': [opened, confirmed, empathised],
  'at verify': [opened, confirmed, empathised, actedOn],
  paused: [opened, confirmed, empathised, paused],
  closed: [opened, confirmed, empathised, actedOn, closed],
  historic: [historic],
} as const satisfies Record<string, readonly ComplaintEvent[]>;
export type History = keyof typeof histories;

const at = march(2, '15:00');

/** One command of each kind with all its evidence, at three in the afternoon: nothing is due yet. */
export const commands = {
  OpenComplaint: {
    type: 'OpenComplaint',
    at: march(2),
    facts: { ...ids, channel: 'phone', cause: 'late', severity: 3, demands: ['quick'], flags: [] },
    rules,
    narrative: 'It came four days late.',
  },
  ConfirmProblem: {
    type: 'ConfirmProblem',
    at,
    restatement: 'The parcel came four days late.',
    agreedAt: at,
    agreedBy: 'phone',
    demands: ['quick', 'fair'],
  },
  Empathise: { type: 'Empathise', at, sympathy: true, apology: true, thanks: true, why: true, apologyText: 'Sorry.' },
  ActOnComplaint: {
    type: 'ActOnComplaint',
    at,
    actions: [{ action: 'replacement', owner: 'agent-7', dueAt: march(5) }],
    answered: ['quick', 'fair'],
    outcome: 'upheld',
  },
  VerifyComplaint: { type: 'VerifyComplaint', at, solved: true, score: 5, met: ['quick', 'fair'], unmet: [], rules },
  CloseComplaint: { type: 'CloseComplaint', at, reason: 'withdrawn', rules },
  PauseComplaint: { type: 'PauseComplaint', at, reason: 'waitingForCustomer' },
  ResumeComplaint: { type: 'ResumeComplaint', at, rules },
  ReopenComplaint: { type: 'ReopenComplaint', at, reason: 'cameBack', rules },
  AttemptCallBack: { type: 'AttemptCallBack', at, callBackId: callBackIds.soon, channel: 'phone' },
  AnswerCallBack: {
    type: 'AnswerCallBack',
    ...{ at, callBackId: callBackIds.soon, channel: 'phone', satisfied: true, score: 5, words: 'All is well.', rules },
  },
  CancelCallBack: { type: 'CancelCallBack', at, callBackId: callBackIds.soon, reason: 'notWanted' },
  RecordHistoricComplaint: {
    type: 'RecordHistoricComplaint',
    at: march(2),
    facts: historic.data,
  },
  PassTime: { type: 'PassTime', now: at },
} satisfies { readonly [Type in ComplaintCommand['type']]: Extract<ComplaintCommand, { type: Type }> };
