import { describe, expect, it } from '@jest/globals';
import { complaintsEvents, WorkRuleForm } from '@rapport/contracts';
import { Compile } from 'typebox/compile';
import shipped from '../migrations/promise-rules.json' with { type: 'json' };
import { raisingOf } from './work-raising.ts';
import { calendar, happened } from './work-rule.fixture.ts';

const check = Compile(WorkRuleForm);
const ruleOf = (code: string) => {
  const form: unknown = shipped.rules.find(each => each.code === code)?.form;
  if (!check.Check(form)) throw new Error(`${code} is not there`);
  return { code, version: 1, form };
};
const monday = '2026-03-09T16:00:00.000Z';
const made = (type: 'PromiseMade' | 'PromiseRenegotiated' | 'PromiseReassigned' | 'PromiseBroken', more: object = {}) =>
  happened(type, 1, { ...complaintsEvents[type].example, dueAt: monday, ...more });
const raised = (code: string, ...[event, ...history]: ReturnType<typeof happened>[]) =>
  event && raisingOf(ruleOf(code), event, history, calendar);

describe('a promise', () => {
  it('that is due on a Monday is its owner’s work on Friday, and that of whom it was given to or moved by', () => {
    const item = { task: 'keepPromise', assigneeId: 'agent-7', dueAt: monday, about: { kind: 'promise' } };
    const friday = { raiseAt: '2026-03-06T16:00:00.000Z', waits: true };
    expect(raised('promise-due', made('PromiseMade', { team: 'repairs' }))).toMatchObject({
      ...friday,
      item: { ...item, team: 'repairs' },
    });
    expect(raised('promise-moved', made('PromiseRenegotiated'))).toMatchObject({ ...friday, item });
    expect(raised('promise-reassigned', made('PromiseReassigned'))).toMatchObject({
      ...friday,
      item: { ...item, assigneeId: 'agent-8' },
    });
  });

  it('that is due before another working day is work at once', () => {
    const dueAt = '2026-03-02T11:00:00.000Z';
    expect(raised('promise-due', made('PromiseMade', { dueAt }))).toMatchObject({ waits: false, item: { dueAt } });
  });

  it('that is broken is a call by the supervisor of its team, and an action of the plan that is late is another rule’s', () => {
    expect(raised('promise-broken', made('PromiseBroken', { team: 'repairs' }))).toMatchObject({
      waits: false,
      item: { task: 'callAboutPromise', role: 'supervisor', team: 'repairs', escalateTo: 'manager' },
    });
    expect(ruleOf('plan-action-late').form.on).toBe('PlanActionOverdue');
  });
});

describe('a call-back', () => {
  const { CallBackScheduled, CallBackMissed } = complaintsEvents;
  const scheduled = happened('CallBackScheduled', 1, { ...CallBackScheduled.example, ownerId: 'agent-7' });

  it('is work of who closed the complaint from when it may be made, and the supervisor’s where it was missed', () => {
    const { from, dueAt } = CallBackScheduled.example;
    expect(raised('call-back-due', scheduled)).toMatchObject({
      raiseAt: from,
      item: { task: 'makeCallBack', assigneeId: 'agent-7', dueAt, about: { kind: 'callBack' } },
    });
    expect(raised('call-back-missed', happened('CallBackMissed', 2, CallBackMissed.example))).toMatchObject({
      item: { task: 'takeUpMissedCallBack', role: 'supervisor' },
    });
  });

  it('that is not to be made any more is nobody’s, and another one of the customer’s is', () => {
    const cancelled = happened(
      'CallBackCancelled',
      2,
      complaintsEvents.CallBackCancelled.example,
      '2026-03-03T10:00:00.000Z',
    );
    expect(raised('call-back-due', scheduled, cancelled)).toBeUndefined();
    const other = { ...cancelled, data: { ...cancelled.data, callBackId: '0190a3ca-0000-7000-8000-000000000002' } };
    expect(raised('call-back-due', scheduled, other)).toBeDefined();
  });
});
