import { describe, expect, it } from '@jest/globals';
import { interactionsEvents, SCALES, SERVQUAL_DIMENSIONS } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import catalogue from '../migrations/surveys-v1.json' with { type: 'json' };
import { feedback, type GiveFeedback } from './feedback.ts';
import { shippedForm } from './survey.fixture.ts';

const { feedbackId, customerId, answers } = interactionsEvents.FeedbackGiven.example;
const given = specification(feedback).given;
const give = (facts: Partial<GiveFeedback['facts']>, comment?: string): GiveFeedback => ({
  type: 'GiveFeedback',
  facts: { feedbackId, customerId, survey: 'csat', answers: [], ...facts },
  comment,
});
const answered = (command: GiveFeedback) => ({ type: 'FeedbackGiven', data: command.facts }) as const;

describe('giving feedback', () => {
  it.each(Object.entries(SCALES))('%s takes the scores of its scale and no other', (survey, [least, most]) => {
    const scored = (score: number): GiveFeedback => ({
      ...give({}),
      facts: { ...give({ score }).facts, survey: surveyOf(survey) },
    });
    for (let score = least; score <= most; score++) {
      given([])
        .when(scored(score))
        .then([answered(scored(score))]);
    }
    for (const score of [least - 1, most + 1, least + 0.5, Number.NaN]) {
      given([]).when(scored(score)).thenRefused('score-out-of-range');
    }
  });
  it('takes expectation and perception for servqual', () => {
    const command = give({ survey: 'servqual', answers });
    given([])
      .when(command)
      .then([answered(command)]);
  });
  it('weighs by the points of the survey, and says so, where the customer gave none', () => {
    const servqual = shippedForm(catalogue, 'servqual');
    const all = servqual.questions.flatMap(({ item, group }) =>
      SERVQUAL_DIMENSIONS.filter(dimension => dimension === group).map(dimension => ({
        ...{ dimension, item, expectation: 6, perception: 4 },
      })),
    );
    const command = { ...give({ survey: 'servqual', answers: all }), asked: servqual };
    const weights = servqual.weights ?? [];
    given([])
      .when(command)
      .then([{ type: 'FeedbackGiven', data: { ...command.facts, weights, weightsBy: 'survey' } }]);
    const own = { ...command, facts: { ...command.facts, weights: [{ dimension: 'empathy' as const, points: 100 }] } };
    given([])
      .when(own)
      .then([answered(own)]);
  });
  it('refuses a survey without what it asks for, or with what it does not', () => {
    given([])
      .when(give({ survey: 'csat' }))
      .thenRefused('survey-mismatch');
    given([])
      .when(give({ survey: 'nps', score: 9, answers }))
      .thenRefused('survey-mismatch');
    given([])
      .when(give({ survey: 'servqual' }))
      .thenRefused('survey-mismatch');
    given([])
      .when(give({ survey: 'servqual', score: 5, answers }))
      .thenRefused('survey-mismatch');
    given([])
      .when(give({ survey: 'servqual', answers: [...answers, ...answers] }))
      .thenRefused('survey-mismatch');
  });
  it("keeps the customer's words out of the event", () => {
    const command = give({ score: 4 }, 'Lovely people');
    const { personal } = given([])
      .when(command)
      .then([answered(command)]);
    expect(personal).toEqual({ comment: 'Lovely people' });
  });
  it('does nothing when it comes again', () => {
    given([answered(give({ score: 4 }))])
      .when(give({ score: 9 }))
      .thenNothing();
  });
});

function surveyOf(name: string): keyof typeof SCALES {
  const survey = (['nps', 'csat', 'ces'] as const).find(known => known === name);
  if (survey === undefined) throw new Error(`'${name}' has no scale`);
  return survey;
}
