import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { actedOn, callBackIds, closed, commands, histories, ids, march, opened, rules } from './complaint.fixture.ts';
import { complaint } from './complaint.decide.ts';
import type { ComplaintEvent } from './complaint.ts';

const { given } = specification(complaint);
const atVerify = histories['at verify'];
const severe = [{ ...opened, data: { ...opened.data, severity: 1 as const } }, ...atVerify.slice(1)];

/** Closed on Monday the 2nd at three in the afternoon. */
const at = march(2, '15:00');
const due = march(4, '15:00');
const soon = {
  type: 'CallBackScheduled',
  at,
  data: { callBackId: callBackIds.soon, ...ids, round: 'soon', from: at, dueAt: due, ownerId: 'agent-7' },
} satisfies ComplaintEvent;
const later = {
  type: 'CallBackScheduled',
  at,
  data: {
    ...{ callBackId: callBackIds.later, ...ids, round: 'later', ownerId: 'agent-7' },
    // Thirty days later it is the 1st of April, a Wednesday.
    ...{ from: '2026-04-01T15:00:00.000Z', dueAt: '2026-04-03T15:00:00.000Z' },
  },
} satisfies ComplaintEvent;
const closing = { ...closed, at };
const waiting = [...atVerify, closing, soon];
const both = [...severe, closing, soon, later];
const called = { callBackId: callBackIds.soon, ...ids, round: 'soon' as const };
const missed = {
  type: 'CallBackMissed',
  at: due,
  data: { ...called, dueAt: due, attempts: 0 },
} satisfies ComplaintEvent;
const done = (when: string, late: boolean, score = 5) =>
  ({
    type: 'CallBackDone',
    at: when,
    data: { ...called, channel: 'phone', satisfied: true, score, dueAt: due, late },
  }) satisfies ComplaintEvent;
const verify = { ...commands.VerifyComplaint, at, callBackIds };
const answer = { ...commands.AnswerCallBack, at: march(3) };
const types = ({ events }: { readonly events: readonly ComplaintEvent[] }) => events.map(({ type }) => type);

describe('closing a complaint', () => {
  it('has the customer called within 16 business hours by whose plan it was', () => {
    given(atVerify).when(verify).then([closing, soon]);
  });

  it('has the customer of a severe one called once more, thirty days later', () => {
    given(severe).when(verify).then([closing, soon, later]);
  });

  it('has nobody called of imported history, by rules without call-backs, or where there is nobody to call', () => {
    given(atVerify)
      .when({ ...verify, callBackIds: undefined })
      .then([closing]);
    given(atVerify)
      .when({ ...verify, rules: { ...rules, callBacks: undefined } })
      .then([closing]);
    const ended = (reason: 'withdrawn' | 'duplicate' | 'finalResponseNotAccepted') =>
      types(complaint.decide({ ...commands.CloseComplaint, at, callBackIds, reason }, given(atVerify).state));
    expect([ended('withdrawn'), ended('duplicate')]).toEqual([['ComplaintClosed'], ['ComplaintClosed']]);
    expect(ended('finalResponseNotAccepted')).toEqual(['ComplaintClosed', 'CallBackScheduled']);
  });
});

describe('a call-back', () => {
  it('is missed once, when it was due, however late we look', () => {
    expect(complaint.nextDue?.(given(waiting).state)).toBe(due);
    given(waiting)
      .when({ type: 'PassTime', now: march(4, '14:59') })
      .thenNothing();
    given(waiting)
      .when({ type: 'PassTime', now: march(31) })
      .then([missed]);
    given([...waiting, missed])
      .when({ type: 'PassTime', now: march(31) })
      .thenNothing();
    expect(complaint.nextDue?.(given([...waiting, missed]).state)).toBeNull();
  });

  it('is done in time, or late; who does it after its time has missed it first', () => {
    const { personal } = given(waiting)
      .when(answer)
      .then([done(march(3), false)]);
    expect(personal).toEqual({ [`callBackWords.${callBackIds.soon}`]: 'All is well.' });
    given(waiting)
      .when({ ...answer, at: march(6) })
      .then([missed, done(march(6), true)]);
    given([...waiting, missed])
      .when({ ...answer, at: march(6) })
      .then([done(march(6), true)]);
    given([...waiting, done(march(3), false)])
      .when(answer)
      .thenRefused('call-back-closed');
  });

  it('counts how often the customer was not reached', () => {
    const attempt = { ...commands.AttemptCallBack, at: march(3) };
    const tried = { type: 'CallBackAttempted', at: march(3), data: { ...called, channel: 'phone' } } as const;
    given(waiting).when(attempt).then([tried]);
    given([...waiting, tried, tried])
      .when({ type: 'PassTime', now: due })
      .then([{ ...missed, data: { ...missed.data, attempts: 2 } }]);
  });

  it('is not made before its time, nor twice for one who does not want it', () => {
    given(both)
      .when({ ...answer, callBackId: callBackIds.later, at: march(20) })
      .thenRefused('time-order');
    const cancel = { ...commands.CancelCallBack, at: march(3) };
    const cancelled = {
      type: 'CallBackCancelled' as const,
      at: march(3),
      data: { ...called, reason: 'notWanted' },
    };
    given(waiting).when(cancel).then([cancelled]);
    given([...waiting, cancelled])
      .when(cancel)
      .thenRefused('call-back-closed');
    given([...waiting, cancelled])
      .when({ type: 'PassTime', now: march(31) })
      .thenNothing();
  });

  it.each([
    ['scores up to 2, whatever they say', { satisfied: true, score: 2 }],
    ['says so, whatever they score', { satisfied: false, score: 5 }],
  ])('of one who is dissatisfied and %s reopens the complaint at once and cancels the other', (_who, said) => {
    const decision = complaint.decide({ ...answer, ...said }, given(both).state);
    expect(types(decision)).toEqual(['CallBackDone', 'CallBackCancelled', 'ComplaintReopened']);
    expect(decision.events[1]).toMatchObject({ data: { callBackId: callBackIds.later, reason: 'reopened' } });
    expect(decision.events[2]).toMatchObject({ at: march(3), data: { reason: 'dissatisfied', step: 'act' } });
    const { state } = given([...both, ...decision.events]);
    expect(state.status).toBe('open');
    const later3 = complaint.decide({ ...answer, satisfied: true, score: 3 }, given(both).state);
    expect(types(later3)).toEqual(['CallBackDone']);
  });

  it('is cancelled with its complaint reopened; the next closing has its own', () => {
    const again = complaint.decide({ ...commands.ReopenComplaint, at: march(3) }, given(waiting).state);
    expect(types(again)).toEqual(['CallBackCancelled', 'ComplaintReopened']);
    const acted = { ...actedOn, at: march(3, '11:00') };
    const nextIds = { soon: '0190a3ca-0000-7000-8000-000000000003', later: callBackIds.later };
    const closedAgain = complaint.decide(
      { ...verify, at: march(3, '12:00'), callBackIds: nextIds },
      given([...waiting, ...again.events, acted]).state,
    );
    expect(closedAgain.events[1]).toMatchObject({ data: { callBackId: nextIds.soon, dueAt: march(5, '12:00') } });
    const { state } = given([...waiting, ...again.events, acted, ...closedAgain.events]);
    expect(state).toMatchObject({ status: 'closed', callBacks: [{ callBackId: nextIds.soon, status: 'open' }] });
  });
});
