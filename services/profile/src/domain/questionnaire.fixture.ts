import catalogue from '../migrations/style-questionnaire-v1.json' with { type: 'json' };
import type { Answer, Choices, Questionnaire, Style } from './questionnaire.ts';

const STYLES: readonly Style[] = ['analytical', 'amiable', 'driver', 'expressive'];
const CHOICES: readonly Answer['choice'][] = ['a', 'b', 'c', 'd'];
const of = <T extends string>(all: readonly T[], text: string): T => {
  const found = all.find(each => each === text);
  if (found === undefined) throw new Error(`${text} is none of ${all.join(', ')}`);
  return found;
};

/** The questionnaire that comes with the product. */
export const questionnaire: Questionnaire = {
  ...catalogue,
  version: 1,
  items: catalogue.items.map(({ item, choices }) => ({
    item,
    choices: choices.map(({ choice, style }) => ({ choice, style: of(STYLES, style) })),
  })),
};

/** Answers to as many items as there are choices, one after the other. */
export function answersThatChoose(choices: Choices): Answer[] {
  const wanted = STYLES.flatMap(style => Array.from({ length: choices[style] }, () => style));
  return wanted.map((style, place) => {
    const item = questionnaire.items[place];
    const choice = item?.choices.find(each => each.style === style)?.choice;
    if (item === undefined || choice === undefined) throw new Error(`item ${place + 1} offers no ${style}`);
    return { item: item.item, choice: of(CHOICES, choice) };
  });
}

export const choices = (analytical: number, amiable: number, driver: number, expressive: number): Choices => ({
  analytical,
  amiable,
  driver,
  expressive,
});
