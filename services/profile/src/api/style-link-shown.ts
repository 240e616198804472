import type { ChoiceForm } from '@rapport/contracts';
import type { QuestionnaireContent } from './catalogue-shapes.ts';

const TITLE = { en: 'How may we serve you?', zh: '我们怎样为您服务更好？' };
const INTRO = {
  en: 'Please choose what fits you best; there is no right or wrong. It helps us to speak with you as you like it.',
  zh: '请选择最符合您的一项，没有对错之分。这有助于我们以您喜欢的方式与您沟通。',
};

/** The questionnaire as a customer sees it: which style a choice stands for is not told. */
export const shownTo = ({ items, minimumAnswered }: QuestionnaireContent): ChoiceForm => ({
  title: TITLE,
  intro: INTRO,
  minimumAnswered,
  items: items.map(({ item, stem, choices }) => ({
    item,
    stem,
    choices: choices.map(({ choice, text }) => ({ choice, text })),
  })),
});
