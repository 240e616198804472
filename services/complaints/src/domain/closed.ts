import { DomainError } from '@rapport/decider';
import { begunUnder } from './calendar.ts';
import type { CallBack } from './call-back.ts';
import { isOpen } from './call-back.ts';
import type { CaseFile, ClosedComplaint, Complaint, ComplaintEvent, Step } from './complaint.ts';
import { movedBy, type HouseRules } from './house-clock.ts';
import { assertInOrder } from './time-order.ts';

export const idsOf = ({ complaintId, customerId }: CaseFile) => ({ complaintId, customerId });

export const unknown = (): DomainError => new DomainError('complaint-unknown', 'No complaint has this id.');

export function closedOnly(state: Complaint): ClosedComplaint {
  if (state.status === 'unknown') throw unknown();
  if (state.status === 'historic')
    throw new DomainError('complaint-closed', 'A case of the past stays as it was filed.');
  if (state.status !== 'closed') throw new DomainError('complaint-open', 'It is still being worked on.');
  return state;
}

interface Reopening {
  readonly at: string;
  readonly reason: string;
  readonly rules: HouseRules;
}

/** It goes on where it was, its clocks moved; nobody is to be called while it is open. */
export function reopened(
  { file, since, callBacks }: ClosedComplaint,
  { at, reason, rules }: Reopening,
): ComplaintEvent[] {
  assertInOrder(file, at);
  const step: Step = file.step === 'verify' ? 'act' : file.step;
  const times = movedBy(file.clocks, begunUnder(rules, file), since, at);
  return [
    ...callBacks.filter(isOpen).map(each => cancelled(file, each, at, 'reopened')),
    { type: 'ComplaintReopened', at, data: { ...idsOf(file), reason, step, ...times } },
  ];
}

export const cancelled = (file: CaseFile, callBack: CallBack, at: string, reason: string): ComplaintEvent => ({
  type: 'CallBackCancelled',
  at,
  data: { ...called(file, callBack), reason },
});

export const called = (file: CaseFile, { callBackId, round }: Pick<CallBack, 'callBackId' | 'round'>) => ({
  callBackId,
  ...idsOf(file),
  round,
});
