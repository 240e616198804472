import { describe, expect, it } from '@jest/globals';
import { profileEvents } from '@rapport/contracts';
import { specification } from '@rapport/decider';
import { styleObservation, type ObserveStyleMarks } from './style-observation.ts';

const { version, marks: _marks, ...facts } = profileEvents.StyleMarksObserved.example;
const told = specification(styleObservation);
const catalogue: ObserveStyleMarks['catalogue'] = {
  version,
  marks: [
    { code: 'pace', axis: 'assertiveness' },
    { code: 'feeling', axis: 'responsiveness' },
  ],
};
const observe = (...marks: ObserveStyleMarks['marks']): ObserveStyleMarks => ({
  type: 'ObserveStyleMarks',
  facts,
  marks,
  catalogue,
});
const observed = (...marks: (typeof _marks)[number][]) =>
  ({ type: 'StyleMarksObserved', data: { ...facts, version, marks } }) as const;
const fast = { mark: 'pace', axis: 'assertiveness', value: 1 } as const;
const neither = { mark: 'feeling', axis: 'responsiveness', value: 0 } as const;

describe('the marks of a contact', () => {
  it('are told with their axes, in the order of their codes', () => {
    told
      .given([])
      .when(observe({ mark: 'pace', value: 1 }, { mark: 'feeling', value: 0 }))
      .then([observed(neither, fast)]);
  });

  it('noted again change nothing, in whatever order', () => {
    told
      .given([observed(neither, fast)])
      .when(observe({ mark: 'pace', value: 1 }, { mark: 'feeling', value: 0 }))
      .thenNothing();
  });

  it('noted otherwise replace those before, so that a contact counts once', () => {
    const slow = { ...fast, value: -1 };
    const { state } = told.given([observed(neither, fast), observed(slow)]);
    expect(state.marks).toEqual([slow]);
    told
      .given([observed(neither, fast)])
      .when(observe({ mark: 'pace', value: -1 }))
      .then([observed(slow)]);
  });

  it('are refused where the catalogue has no such mark, pointing to it, and where one is given twice', () => {
    const error = told
      .given([])
      .when(observe({ mark: 'pace', value: 1 }, { mark: 'hat', value: 1 }))
      .thenRefused('code-unknown');
    expect(error.errors).toEqual([{ pointer: '/marks/1/mark', message: 'is not in the catalogue' }]);
    told
      .given([])
      .when(observe({ mark: 'pace', value: 1 }, { mark: 'pace', value: 0 }))
      .thenRefused('survey-mismatch');
  });
});
