import { DomainError, type Decision } from '@rapport/decider';
import { isOpen, roundsAfter, type CallBack } from './call-back.ts';
import { called, cancelled, closedOnly, reopened } from './closed.ts';
import type { AnswerCallBack, AttemptCallBack, CancelCallBack, Closing } from './complaint.commands.ts';
import type { CaseFile, ClosedComplaint, Complaint, ComplaintEvent } from './complaint.ts';
import { texts } from './texts.ts';
import { assertInOrder, CLOCK_SKEW_MS } from './time-order.ts';

type Decided = Decision<ComplaintEvent>;

/** What the contract lets an event say; nobody calls more often. */
const MOST_ATTEMPTS = 1_000;

/** The customer is called by whose plan it was. Nobody is, after a closing that gives no reason to, or that is history. */
export function scheduled(
  file: CaseFile,
  { at, rules, callBackIds }: Closing & { readonly at: string },
  reason: ClosedComplaint['reason'],
): ComplaintEvent[] {
  const { callBacks: terms, calendar } = rules;
  if (!terms?.reasons.includes(reason) || callBackIds === undefined) return [];
  const ownerId = file.evidence.act?.actions[0]?.owner;
  return roundsAfter(terms, calendar.form, file.severity, at).map(({ round, from, dueAt }) => ({
    type: 'CallBackScheduled',
    at,
    data: {
      ...called(file, { callBackId: callBackIds[round], round }),
      ...{ from, dueAt },
      ...(ownerId !== undefined && { ownerId }),
    },
  }));
}

export function attempt({ at, callBackId, channel }: AttemptCallBack, state: Complaint): Decided {
  const { file } = closedOnly(state);
  const callBack = toMake(state, callBackId, at);
  if (callBack.attempts >= MOST_ATTEMPTS) throw over('It was tried often enough: cancel it.');
  return { events: [{ type: 'CallBackAttempted', at, data: { ...called(file, callBack), channel } }] };
}

/** A customer who is dissatisfied has the complaint reopened, at once. */
export function answer(command: AnswerCallBack, state: Complaint): Decided {
  const { at, callBackId, channel, satisfied, score, words, rules } = command;
  const closed = closedOnly(state);
  const { file } = closed;
  const callBack = toMake(state, callBackId, at);
  const { dueAt } = callBack;
  const breach = isOpen(callBack) && at >= dueAt ? [missed(file, callBack)] : [];
  const late = callBack.status === 'missed' || breach.length > 0;
  const data = { ...called(file, callBack), channel, satisfied, score, dueAt, late };
  const done: ComplaintEvent = { type: 'CallBackDone', at, data };
  const others = closed.callBacks.filter(each => each !== callBack);
  const dissatisfied = !satisfied || score <= (rules.callBacks?.dissatisfiedTo ?? 0);
  const again = dissatisfied ? reopened({ ...closed, callBacks: others }, { at, reason: 'dissatisfied', rules }) : [];
  return { events: [...breach, done, ...again], personal: texts({ [`callBackWords.${callBackId}`]: words }) };
}

export function cancel({ at, callBackId, reason }: CancelCallBack, state: Complaint): Decided {
  const { file } = closedOnly(state);
  return { events: [cancelled(file, toMake(state, callBackId, at), at, reason)] };
}

/** What was due and not done was missed when it was due, however late we look. */
export const missedBy = ({ file, callBacks }: ClosedComplaint, now: string): ComplaintEvent[] =>
  callBacks
    .filter(each => isOpen(each) && each.dueAt <= now)
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .map(each => missed(file, each));

const missed = (file: CaseFile, callBack: CallBack): ComplaintEvent => ({
  type: 'CallBackMissed',
  at: callBack.dueAt,
  data: { ...called(file, callBack), dueAt: callBack.dueAt, attempts: callBack.attempts },
});

/** One that is open or missed, and not before its time. */
function toMake(state: Complaint, callBackId: string, at: string): CallBack {
  const { file, callBacks } = closedOnly(state);
  const callBack = callBacks.find(each => each.callBackId === callBackId);
  if (!callBack) throw new DomainError('call-back-unknown', 'This complaint has no call-back of this id.');
  if (callBack.status === 'done' || callBack.status === 'cancelled') throw over(`It is ${callBack.status}.`);
  assertInOrder(file, at);
  if (Date.parse(at) >= Date.parse(callBack.from) - CLOCK_SKEW_MS) return callBack;
  throw new DomainError('time-order', `The customer is to be called from ${callBack.from} on.`, [
    { pointer: '/occurredAt', message: `lies before ${callBack.from}` },
  ]);
}

const over = (detail: string): DomainError => new DomainError('call-back-closed', detail);
