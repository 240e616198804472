import { describe, expect, it } from '@jest/globals';
import { WorkRuleForm } from '@rapport/contracts';
import { Compile } from 'typebox/compile';
import riskRules from '../migrations/risk-rules-v2.json' with { type: 'json' };
import { plansDroppedBy } from './work-plans-dropped.ts';
import { raisingOf } from './work-raising.ts';
import { calendar, customerId, happened, rule } from './work-rule.fixture.ts';
import { workItemId, type Happening } from './work-rule.ts';

const feedback = happened('FeedbackGiven', 1, { survey: 'csat', score: 2 });
const made = (more: Parameters<typeof rule>[0] = {}, event = feedback, history: readonly Happening[] = []) =>
  raisingOf(rule(more), event, history, calendar);

describe('a rule', () => {
  it('makes an item of an event, due in working time, with an id that follows from rule and event', () => {
    expect(made()).toEqual({
      raiseAt: feedback.occurredAt,
      waits: false,
      item: {
        workItemId: workItemId({ code: 'call' }, feedback.id),
        customerId,
        task: 'callCustomer',
        cause: { rule: 'call', version: 3, eventId: feedback.id, eventType: 'FeedbackGiven' },
        priority: 50,
        team: 'service',
        role: 'specialist',
        dueAt: '2026-03-03T10:00:00.000Z',
      },
    });
    expect(made({}, { ...feedback, occurredAt: '2026-03-06T16:00:00.000Z' })?.item.dueAt).toBe(
      '2026-03-09T16:00:00.000Z',
    );
  });

  it('looks at the fields of the event: any of the lists, all of their conditions', () => {
    const where = [
      [
        { field: 'survey', is: ['csat'] },
        { field: 'score', atMost: 2 },
      ],
      [
        { field: 'survey', is: ['nps'] },
        { field: 'score', atMost: 6 },
      ],
    ];
    const of = (data: object) => made({ where }, happened('FeedbackGiven', 1, data)) !== undefined;
    expect(of({ survey: 'csat', score: 2 })).toBe(true);
    expect(of({ survey: 'csat', score: 3 })).toBe(false);
    expect(of({ survey: 'nps', score: 6 })).toBe(true);
    expect(of({ survey: 'csat' })).toBe(false);
    expect(made({ where }, happened('ComplaintOpened', 1, { survey: 'csat', score: 1 }))).toBeUndefined();
  });

  it('looks at what was known of the customer just before it', () => {
    const where = [[{ fact: 'openComplaints', atMost: 0 } as const]];
    const opened = happened('ComplaintOpened', 2, { complaintId: 'c' }, '2026-03-01T00:00:00.000Z');
    const closed = happened('ComplaintClosed', 3, { complaintId: 'c' }, '2026-03-02T09:00:00.000Z');
    const after = happened('ComplaintOpened', 4, { complaintId: 'd' }, '2026-03-02T11:00:00.000Z');
    expect(made({ where }, feedback, [opened])).toBeUndefined();
    expect(made({ where }, feedback, [opened, closed])).toBeDefined();
    expect(made({ where }, feedback, [opened, closed, after])).toBeDefined();
  });

  it('weighs value and risk, and finds who looks after the customer', () => {
    const atRisk = happened('LifecycleStageMoved', 2, { to: 'atRisk' }, '2026-03-01T00:00:00.000Z');
    const owned = happened('AccountAssigned', 3, { ownerId: 'agent-7' }, '2026-03-01T00:00:00.000Z');
    const priority = { base: 85, byValue: { other: 1 }, byRisk: { high: 10 } };
    expect(made({ priority }, feedback, [])?.item.priority).toBe(86);
    expect(made({ priority: { ...priority, base: 95 } }, feedback, [atRisk, owned])?.item).toMatchObject({
      priority: 100,
      assigneeId: 'agent-7',
    });
  });

  it('takes the risk that analytics told, and until then who is at risk by its stage as at high risk', () => {
    const at = '2026-03-01T00:00:00.000Z';
    const atRisk = happened('LifecycleStageMoved', 2, { to: 'atRisk' }, at);
    const calm = happened('RetentionRiskMoved', 3, { band: 'low' }, at);
    const where = [[{ fact: 'riskBand' as const, is: ['high'] }]];
    expect(made({ where }, feedback, [atRisk])).toBeDefined();
    expect(made({ where }, feedback, [atRisk, calm])).toBeUndefined();
    expect(made({ where }, feedback, [happened('RetentionRiskMoved', 4, { band: 'high' }, at)])).toBeDefined();
  });

  it('by which a valued customer is called is of a risk that turns high, not of one that was so already or is told first', () => {
    const isForm = Compile(WorkRuleForm);
    const rules = riskRules.rules.map(({ form }): unknown => form).filter(form => isForm.Check(form));
    const classed = (to: string) => happened('ValueClassMoved', 8, { to }, '2026-03-01T00:00:00.000Z');
    const turned = (fromBand?: string) =>
      happened('RetentionRiskMoved', 9, { band: 'high', ...(fromBand && { fromBand }) });
    const raised = (to: string, fromBand?: string) =>
      rules.map(form => made(form, turned(fromBand), [classed(to)]) !== undefined);
    expect(raised('gold', 'medium')).toEqual([true, false]);
    expect(raised('silver', 'low')).toEqual([false, true]);
    expect([raised('gold', 'high'), raised('gold'), raised('other', 'low')]).toEqual(Array(3).fill([false, false]));
  });

  it('takes the class that analytics told, else that of a sender; what nobody has told as the last one, and as an unknown risk', () => {
    const is = (fact: 'valueClass' | 'riskBand', value: string) =>
      made({ where: [[{ fact, is: [value] }]] }) !== undefined;
    const ranked = happened('InteractionRecorded', 9, { valueClass: 'gold' }, '2026-03-01T00:00:00.000Z');
    expect(made({ where: [[{ fact: 'valueClass', is: ['gold'] }]] }, feedback, [ranked])).toBeDefined();
    const told = happened('ValueClassMoved', 8, { to: 'silver' }, '2026-02-01T00:00:00.000Z');
    expect(made({ where: [[{ fact: 'valueClass', is: ['silver'] }]] }, feedback, [told, ranked])).toBeDefined();
    expect([is('valueClass', 'other'), is('valueClass', 'gold'), is('riskBand', 'unknown')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('a rule that waits', () => {
  const contact = happened('InteractionRecorded', 1, { type: 'complaint', due: '2026-03-10T00:00:00.000Z' });
  const waiting = {
    on: 'InteractionRecorded',
    wait: { days: 1 },
    unless: { events: ['ComplaintOpened'], lookBackHours: 1 },
  };
  const opened = (at: string) => happened('ComplaintOpened', 2, { complaintId: 'c' }, at);

  it('raises then, and not where what it waits for happens from the event until then', () => {
    expect(made(waiting, contact)).toMatchObject({ waits: true, raiseAt: '2026-03-03T10:00:00.000Z' });
    expect(made(waiting, contact, [opened('2026-03-03T09:59:59.999Z')])).toBeUndefined();
    expect(made(waiting, contact, [opened('2026-03-03T10:00:00.000Z')])).toBeDefined();
    expect(made(waiting, contact, [opened('2026-03-02T09:00:00.000Z')])).toBeUndefined();
    expect(made(waiting, contact, [opened('2026-03-02T08:59:59.000Z')])).toBeDefined();
  });

  it('drops what it planned when that happens, and nothing else', () => {
    const dropped = (at: string) => plansDroppedBy(rule(waiting), opened(at), [contact], calendar);
    expect(dropped('2026-03-02T12:00:00.000Z')).toEqual([workItemId({ code: 'call' }, contact.id)]);
    expect(dropped('2026-03-04T00:00:00.000Z')).toEqual([]);
    expect(plansDroppedBy(rule(waiting), happened('ComplaintClosed', 2), [contact], calendar)).toEqual([]);
  });

  it('asks for the same thing where it says so', () => {
    const same = { ...waiting, unless: { events: ['ComplaintClosed'], same: 'complaintId' } };
    const about = happened('InteractionRecorded', 1, { complaintId: 'c' });
    const closed = (complaintId: string) => happened('ComplaintClosed', 2, { complaintId }, '2026-03-02T11:00:00.000Z');
    expect(made(same, about, [closed('c')])).toBeUndefined();
    expect(made(same, about, [closed('d')])).toBeDefined();
  });

  it('counts from the earliest of several times, back from it, or a multiple of the working time until then', () => {
    const acted = happened('ComplaintActedOn', 1, {
      actions: [{ dueAt: '2026-03-12T10:00:00.000Z' }, { dueAt: '2026-03-10T10:00:00.000Z' }],
      due: { resolve: '2026-03-03T10:00:00.000Z' },
    });
    const at = (wait: object) => made({ on: 'ComplaintActedOn', wait }, acted)?.raiseAt;
    expect(at({ from: 'actions.dueAt', days: -1 })).toBe('2026-03-09T10:00:00.000Z');
    expect(at({ from: 'due.resolve', times: 2 })).toBe('2026-03-04T10:00:00.000Z');
    expect(at({ from: 'nowhere' })).toBeUndefined();
    const seldom = { ...calendar, week: [[['09:00', '09:01']], [], [], [], [], [], []] };
    expect(
      raisingOf(rule({ on: 'ComplaintActedOn', wait: { workingHours: 2000 } }), acted, [], seldom),
    ).toBeUndefined();
    expect(at({ from: 'due.resolve', days: -9 })).toBe(acted.occurredAt);
  });
});
