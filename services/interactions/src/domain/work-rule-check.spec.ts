import { describe, expect, it } from '@jest/globals';
import { WorkRuleForm } from '@rapport/contracts';
import { Compile } from 'typebox/compile';
import promiseRules from '../migrations/promise-rules.json' with { type: 'json' };
import catalogue from '../migrations/work-rules-v1.json' with { type: 'json' };
import { checkWorkRule, flawsOfRule } from './work-rule-check.ts';
import { rule } from './work-rule.fixture.ts';

const check = Compile(WorkRuleForm);

describe('the rules that ship', () => {
  it.each<{ code: string; form: unknown }>([...catalogue.rules, ...promiseRules.rules])(
    '$code has the form of rules and fits the events that it names',
    ({ form }) => {
      expect([...check.Errors(form)]).toEqual([]);
      if (check.Check(form)) expect(flawsOfRule(form)).toEqual([]);
    },
  );
});

describe('a rule may go by', () => {
  it.each([
    ['a class that fell', 'ValueClassMoved', [{ field: 'from', is: ['diamond', 'gold'] }]],
    [
      'a risk that turned high',
      'RetentionRiskMoved',
      [
        { field: 'band', is: ['high'] },
        { field: 'fromBand', isNot: ['high'] },
      ],
    ],
    ['what is proposed and waits for a decision', 'NextBestActionProposed', [{ field: 'needsDecision', is: [true] }]],
    [
      'what was decided',
      'NextBestActionDecided',
      [
        { field: 'action', is: ['repair'] },
        { field: 'reason', isNot: ['other'] },
      ],
    ],
  ])('%s', (_what, on, conditions) => {
    expect(flawsOfRule(rule({ on, where: [conditions] }).form)).toEqual([]);
  });
});

describe('a rule is refused, with where and why,', () => {
  const flaws = (more: Parameters<typeof rule>[0]) =>
    flawsOfRule(rule(more).form).map(({ pointer, message }) => `${pointer} ${message}`);

  it('for an event that sets nobody to work', () => {
    expect(flaws({ on: 'WorkItemRaised' })).toEqual([
      '/form/on WorkItemRaised is no event that may set somebody to work',
    ]);
    expect(flaws({ on: 'toString' })).toHaveLength(1);
  });

  it('for fields that the event does not have, wherever it names them', () => {
    expect(flaws({ where: [[{ field: 'mood', is: ['bad'] }]] })).toEqual([
      '/form/where/0/0/field FeedbackGiven has no field mood',
    ]);
    expect(flaws({ about: 'complaintId' })).toEqual(['/form/about FeedbackGiven has no field complaintId']);
    expect(flaws({ due: { from: 'dueAt' } })).toEqual(['/form/due/from FeedbackGiven has no field dueAt']);
    expect(flaws({ on: 'ComplaintActedOn', wait: { from: 'actions.dueAt', days: -1 } })).toEqual([]);
    expect(flaws({ unless: { events: ['ComplaintOpened'], same: 'feedbackId' } })).toEqual([
      '/form/unless/same ComplaintOpened has no field feedbackId',
    ]);
  });

  it('for what says nothing, or two things', () => {
    expect(flaws({ where: [[{ field: 'score' }]] })).toEqual(['/form/where/0/0 says nothing about it']);
    expect(flaws({ where: [[{ atMost: 2 }]] })).toEqual(['/form/where/0/0 must name either a field or a fact']);
    expect(flaws({ wait: {} })).toEqual(['/form/wait says no time']);
    expect(flaws({ wait: { times: 2 } })).toEqual(['/form/wait/times needs from: it stretches the time until then']);
    expect(() => checkWorkRule(rule({ wait: {} }).form)).toThrow('Some of the rule');
  });
});
