import { describe, expect, it } from '@jest/globals';
import type { SurveyForm } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import catalogue from '../migrations/surveys-v1.json' with { type: 'json' };
import type { GiveFeedback } from './feedback.ts';
import { checkFeedback } from './feedback-rules.ts';
import { shippedForm } from './survey.fixture.ts';

type Facts = GiveFeedback['facts'];

const facts = (said: Partial<Facts>): Facts => ({
  feedbackId: '0190a3c5-0000-7000-8000-000000000002',
  customerId: '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f',
  survey: 'csat',
  answers: [],
  ...said,
});
const gap = (dimension: 'reliability' | 'empathy', item: string) => ({
  dimension,
  item,
  expectation: 6,
  perception: 4,
});
const refusal = (said: Partial<Facts>, asked?: SurveyForm): string | undefined => {
  try {
    checkFeedback(facts(said), asked);
    return undefined;
  } catch (error) {
    return error instanceof DomainError ? error.slug : String(error);
  }
};

describe('an answer', () => {
  it.each<[string, Partial<Facts>]>([
    [
      'a score with the levels it comes from',
      { score: 4, ratings: [{ item: 'wellReceived', driverLevel: 'people', value: 6 }] },
    ],
    [
      'gaps with importance',
      { survey: 'servqual', answers: [gap('empathy', 'a')], weights: [{ dimension: 'empathy', points: 100 }] },
    ],
    ['a wallet', { survey: 'wallet', wallet: { brands: 3, rank: 1 } }],
    ['demands', { survey: 'recovery', demands: [{ item: 'quick', demand: 'quick', met: false }] }],
    [
      'ratings by staff',
      {
        survey: 'participation',
        answeredBy: 'staff',
        ratings: [{ item: 'polite', construct: 'functionalQuality', value: 7 }],
      },
    ],
  ])('may be %s', (_what, said) => {
    expect(refusal(said)).toBeUndefined();
  });

  it.each<[string, Partial<Facts>, string]>([
    ['without what its survey asks', { survey: 'wallet' }, 'survey-mismatch'],
    ['with an empty wallet', { survey: 'wallet', wallet: {} }, 'survey-mismatch'],
    ['with what its survey does not ask', { score: 4, wallet: { rank: 1 } }, 'survey-mismatch'],
    [
      'with an item twice',
      {
        survey: 'participation',
        ratings: [
          { item: 'a', value: 1 },
          { item: 'a', value: 2 },
        ],
      },
      'survey-mismatch',
    ],
    ['by staff in place of the customer', { score: 4, answeredBy: 'staff' }, 'survey-mismatch'],
    ['off its scale', { survey: 'ces', score: 8 }, 'score-out-of-range'],
    [
      'with 99 points',
      { survey: 'servqual', answers: [gap('empathy', 'a')], weights: [{ dimension: 'empathy', points: 99 }] },
      'weights-not-hundred',
    ],
  ])('is refused %s', (_what, said, slug) => {
    expect(refusal(said)).toBe(slug);
  });
});

describe('an answer to a survey of the catalogue', () => {
  const recovery = shippedForm(catalogue, 'recovery');
  const demands = recovery.questions.map(({ item, group }) => ({ item, demand: group, met: true }));

  it('answers all that must be answered', () => {
    const given = demands.filter(({ item }) => item !== 'compensation');
    expect(refusal({ survey: 'recovery', demands: asDemands(given) }, recovery)).toBeUndefined();
    expect(refusal({ survey: 'recovery', demands: asDemands(given.slice(1)) }, recovery)).toBe('survey-mismatch');
  });

  it('answers nothing else, as nobody else', () => {
    const more = [...demands, { item: 'another', demand: 'quick', met: true }];
    expect(refusal({ survey: 'recovery', demands: asDemands(more) }, recovery)).toBe('survey-mismatch');
    expect(refusal({ survey: 'recovery', demands: asDemands(demands), answeredBy: 'staff' }, recovery)).toBe(
      'survey-mismatch',
    );
    expect(refusal({ score: 4 }, recovery)).toBe('survey-mismatch');
  });
});

type Demand = NonNullable<Facts['demands']>[number];

function asDemands(list: readonly { item: string; demand: string | undefined; met: boolean }[]): Demand[] {
  const known: readonly Demand['demand'][] = [
    'heard',
    'understood',
    'compensation',
    'quick',
    'noTrouble',
    'respect',
    'neverAgain',
    'takenSeriously',
    'fair',
  ];
  return list.flatMap(({ item, demand, met }) =>
    known.filter(code => code === demand).map(code => ({ item, demand: code, met })),
  );
}
