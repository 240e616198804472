import { describe, expect, it } from '@jest/globals';
import type { SurveyForm, SurveyQuestion } from '@rapport/contracts';
import { DomainError } from '@rapport/decider';
import catalogue from '../migrations/surveys-v1.json' with { type: 'json' };
import { shippedForm } from './survey.fixture.ts';
import { checkSurvey } from './survey.ts';

const faultsOf = (form: SurveyForm): string[] => {
  try {
    checkSurvey(form);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError) || error.slug !== 'survey-invalid') throw error;
    return error.errors.map(({ pointer, message }) => `${pointer} ${message}`);
  }
};
const text = { en: 'A', zh: '一' };
const csat = shippedForm(catalogue, 'csat');
const servqual = shippedForm(catalogue, 'servqual');
const participation = shippedForm(catalogue, 'participation.staff');
const rating = (item: string, group?: string): SurveyQuestion => ({
  item,
  asks: 'rating',
  text,
  ...(group && { group }),
});

describe('the surveys that ship', () => {
  it.each(catalogue.surveys.map(({ code }) => [code]))('%s can be put, in both languages', code => {
    const form = shippedForm(catalogue, code);
    expect(faultsOf(form)).toEqual([]);
    for (const { text: words } of form.questions) expect(words.zh).toMatch(/\p{Script=Han}/u);
  });

  it('ask for the items of each measure, the nine demands, and five constructs', () => {
    const groups = (code: string) => [...new Set(shippedForm(catalogue, code).questions.map(({ group }) => group))];
    expect(groups('servqual')).toEqual(['reliability', 'responsiveness', 'assurance', 'empathy', 'tangibles']);
    expect(servqual.questions.filter(({ optional }) => optional !== true)).toHaveLength(13);
    expect(groups('recovery')).toHaveLength(9);
    expect([...groups('participation.customer'), ...groups('participation.staff')]).toHaveLength(5);
  });
});

describe('a survey is refused', () => {
  it.each<[string, SurveyForm, string]>([
    ['without its score', { ...csat, questions: [rating('a')] }, '/questions must ask for a score once'],
    [
      'with a question of another kind',
      { ...csat, questions: [...csat.questions, { item: 'x', asks: 'rank', text }] },
      'which csat does not',
    ],
    ['with an item twice', { ...csat, questions: [...csat.questions, ...csat.questions.slice(1, 2)] }, 'again'],
    [
      'with a dimension that is none',
      { ...servqual, questions: [{ item: 'a', asks: 'gap', text, group: 'price' }] },
      'must have as its group one of',
    ],
    [
      'with a construct of one item',
      { ...participation, questions: [rating('a', 'x')] },
      'a construct has two items at least',
    ],
    ['with an item of no construct', { ...participation, questions: [rating('a'), rating('b')] }, 'must say by group'],
    [
      'whose weights are not 100',
      { ...servqual, weights: [{ dimension: 'empathy', points: 90 }] },
      '/weights add up to 90',
    ],
    [
      'that weighs what is not asked',
      { ...servqual, questions: servqual.questions.slice(0, 3), weights: [{ dimension: 'empathy', points: 100 }] },
      'weigh a dimension that is not asked',
    ],
    [
      'that weighs without dimensions',
      { ...csat, weights: [{ dimension: 'empathy', points: 100 }] },
      'belong to servqual only',
    ],
  ])('%s', (_what, form, fault) => {
    expect(faultsOf(form).join('\n')).toContain(fault);
  });

  it('that staff are to answer for the customer', () => {
    expect(faultsOf({ ...csat, answeredBy: 'staff' })).toEqual([expect.stringMatching('/answeredBy must be customer')]);
  });
  it('whose scale has no ends', () => {
    const { low: _low, ...endless } = csat;
    expect(faultsOf(endless)).toEqual([' must say by low and high what the ends of its scale mean']);
  });
});
