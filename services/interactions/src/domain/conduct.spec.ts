import { describe, expect, it } from '@jest/globals';
import { specification } from '@rapport/decider';
import { conduct, type ObserveConduct } from './conduct.ts';
import { at, nth } from './matter.fixture.ts';
import { standard } from './standards.fixture.ts';

const { given } = specification(conduct);

const FOUR = ['eyeContact', 'smile', 'politeWord', 'kindConcern'];
const courtesies = standard('conduct.courtesies', {
  measure: 'courtesies',
  unit: 'share',
  limits: [{ limit: 1 }],
  items: FOUR,
  target: 0.95,
});
const facts = { observationId: nth(1), kind: 'courtesies' as const, staffId: 'agent-7' };
const seen = (...met: boolean[]) => met.map((each, i) => ({ item: FOUR[i] ?? 'other', met: each }));
const observe = (items: ObserveConduct['facts']['items'], more: Partial<ObserveConduct> = {}): ObserveConduct => ({
  type: 'ObserveConduct',
  facts: { ...facts, items },
  standards: [courtesies],
  at: at(2),
  ...more,
});
const [all, three] = [seen(true, true, true, true), seen(true, true, true, false)];
const judged = { standard: 'conduct.courtesies', version: 1, target: 0.95 };
const observed = {
  type: 'ConductObserved' as const,
  data: { ...facts, items: three, share: 0.75, ...judged, met: false, needsCoaching: true },
};

describe('courtesies', () => {
  it('are met by four of four; three want a talk', () => {
    given([])
      .when(observe(all))
      .then([{ ...observed, data: { ...facts, items: all, share: 1, ...judged, met: true, needsCoaching: false } }]);
    given([]).when(observe(three)).then([observed]);
    given([observed]).when(observe(three)).thenNothing();
  });

  it('must all be looked at', () => {
    given([])
      .when(observe(all.slice(1)))
      .thenRefused('observation-invalid');
  });
});

describe('a scorecard', () => {
  it('counts points of those that there are, and is held against no standard where there is none', () => {
    const items = [
      { item: 'competence', points: 7, of: 10 },
      { item: 'greeting', met: true },
    ];
    const said = conduct.decide(observe(items, { standards: [] }), conduct.initial).events;
    expect(said).toMatchObject([{ data: { share: 0.7273, needsCoaching: false } }]);
    expect(said[0]?.data).not.toHaveProperty('met');
  });

  it.each([
    ['neither met nor points', [{ item: 'a' }]],
    ['both', [{ item: 'a', met: true, points: 1, of: 1 }]],
    ['points of nothing said', [{ item: 'a', points: 1 }]],
    ['more points than there are', [{ item: 'a', points: 3, of: 2 }]],
    ['one item twice', [...seen(true), ...seen(true)]],
  ])('with %s is refused', (_what, items) => {
    given([])
      .when(observe(items, { standards: [] }))
      .thenRefused('observation-invalid');
  });
});

describe('coaching', () => {
  const talk = {
    type: 'GiveCoaching' as const,
    facts: { topics: ['kindConcern'], minutes: 15 },
    note: 'did well after',
  };
  it('is about something that was observed, with whom it was', () => {
    given([]).when(talk).thenRefused('observation-unknown');
    const { personal } = given([observed])
      .when(talk)
      .then([{ type: 'CoachingGiven', data: { ...talk.facts, observationId: nth(1), staffId: 'agent-7' } }]);
    expect(personal).toEqual({ coachingNote: 'did well after' });
  });
});
