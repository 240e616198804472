import { describe, expect, it } from '@jest/globals';
import { DomainError, specification } from '@rapport/decider';
import fc from 'fast-check';
import { answersThatChoose, choices, questionnaire } from './questionnaire.fixture.ts';
import { leading, scored } from './questionnaire.ts';
import { styleAppraisal, type AnswerStyleQuestionnaire } from './style-appraisal.ts';

const customerId = '0190a3c4-7b1e-7c3a-9d55-0f6b1c2d3e4f';
const appraisalId = '0190a3c4-b000-7000-8000-000000000001';

describe('a filled-in questionnaire', () => {
  it.each([
    ['all alike', choices(3, 3, 3, 3), ['balanced']],
    ['two choices between the most and the least', choices(4, 3, 3, 2), ['balanced']],
    ['balanced is asked first, though one is two before the second', choices(4, 2, 2, 2), ['balanced']],
    ['one two before the second', choices(1, 2, 6, 3), ['driver']],
    ['one by far', choices(0, 12, 0, 0), ['amiable']],
    ['two before the others', choices(5, 0, 1, 6), ['expressive', 'analytical']],
    ['two alike before the others', choices(6, 0, 6, 0), ['analytical', 'driver']],
    ['three alike: first the one across from the least', choices(4, 4, 4, 0), ['analytical', 'amiable']],
  ])('%s', (_case, chosen, styles) => {
    expect(scored(answersThatChoose(chosen), questionnaire)).toEqual({ choices: chosen, styles });
  });

  it('needs ten answers', () => {
    const of = (n: number) => () => scored(answersThatChoose(choices(0, 0, n, 0)), questionnaire);
    expect(of(9)).toThrow(expect.objectContaining({ slug: 'too-few-answers' }));
    expect(of(10)()).toMatchObject({ styles: ['driver'] });
  });

  it('is refused with an item that is not there, and with one that is answered twice', () => {
    const all = answersThatChoose(choices(0, 0, 12, 0));
    for (const answers of [all.concat(all[0] ?? []), all.concat({ item: 13, choice: 'a' })]) {
      expect(() => scored(answers, questionnaire)).toThrow(DomainError);
    }
  });
});

describe('for all that may be chosen', () => {
  const chosen = fc
    .tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }))
    .map(([x, y, z]) => [x, y, z].sort((one, other) => one - other))
    .map(([x = 0, y = 0, z = 0]) => choices(x, y - x, z - y, 12 - z));

  it('all four are kept and add up to what was answered', () => {
    fc.assert(
      fc.property(chosen, wanted => {
        expect(scored(answersThatChoose(wanted), questionnaire).choices).toEqual(wanted);
      }),
    );
  });

  it('who leads was chosen at least as often as everybody else, and the order of the answers makes no difference', () => {
    fc.assert(
      fc.property(chosen, fc.array(fc.nat(11), { minLength: 12, maxLength: 12 }), (wanted, order) => {
        const answers = answersThatChoose(wanted);
        const shuffled = answers.toSorted((a, b) => (order[a.item - 1] ?? 0) - (order[b.item - 1] ?? 0));
        const { styles } = scored(shuffled, questionnaire);
        expect(styles).toEqual(scored(answers, questionnaire).styles);
        const [top] = styles;
        const most = Math.max(...Object.values(wanted));
        if (top !== undefined && top !== 'balanced') expect(wanted[top]).toBe(most);
        expect(top === 'balanced').toBe(most - Math.min(...Object.values(wanted)) <= 2);
      }),
    );
  });

  it('one leads only where it is two before each of the others', () => {
    fc.assert(
      fc.property(chosen, wanted => {
        const sorted = Object.values(wanted).sort((a, b) => b - a);
        const alone = (sorted[0] ?? 0) - (sorted[3] ?? 0) > 2 && (sorted[0] ?? 0) - (sorted[1] ?? 0) >= 2;
        const styles = leading(wanted, questionnaire);
        expect(styles.length === 1 && styles[0] !== 'balanced').toBe(alone);
      }),
    );
  });
});

describe('an appraisal', () => {
  const answers = answersThatChoose(choices(1, 2, 6, 3));
  const answer = (about: AnswerStyleQuestionnaire['about']): AnswerStyleQuestionnaire => ({
    type: 'AnswerStyleQuestionnaire',
    appraisalId,
    about,
    answers,
    questionnaire,
  });
  const said = { appraisalId, version: 1, answers, choices: choices(1, 2, 6, 3), styles: ['driver' as const] };
  const told = specification(styleAppraisal);

  it('is told of a customer, and of one of the staff, each as such', () => {
    told
      .given([])
      .when(answer({ customerId }))
      .then([{ type: 'StyleQuestionnaireAnswered', data: { customerId, ...said } }]);
    told
      .given([])
      .when(answer({ staffId: 'agent-7' }))
      .then([{ type: 'StaffStyleAppraised', data: { staffId: 'agent-7', ...said } }]);
  });

  it('sent again changes nothing', () => {
    told
      .given([{ type: 'StyleQuestionnaireAnswered', data: { customerId, ...said } }])
      .when(answer({ customerId }))
      .thenNothing();
  });
});
